import { declaredOf, pick } from '@openguard/codec';
import type { Records } from '@openguard/xml';
import { Address, Detection, DETECTIONS_SPINE, HostStart, Vuln, VULNS_SPINE } from './declared.js';
import { forEachEvent, meaningOf } from './events.js';
import type { Reader } from './reader.js';

const FiveOfVuln = pick(Vuln, ['value', 'number', 'severity', 'cveid', 'title']);
const FourOfDetection = pick(Detection, ['qid', 'severity', 'type', 'status']);

const VULNS: Records = {
  VULN: declaredOf(FiveOfVuln),
  HEADER: 'nothing',
  INFOS: 'nothing',
  SERVICES: 'nothing',
  PRACTICES: 'nothing',
};

const DETECTIONS: Records = {
  DETECTION: declaredOf(FourOfDetection),
  IP: declaredOf(Address),
  DATETIME: 'nothing',
  ID: 'nothing',
  TRACKING_METHOD: 'nothing',
  OS: 'nothing',
  DNS: 'nothing',
  LAST_SCAN_DATETIME: 'nothing',
};

/** Five fields of every record, checked by io-ts; of the rest nothing becomes text. */
export const fiveFields: Reader = {
  scan: (file, extract) => {
    let ip = '';
    forEachEvent(file, VULNS_SPINE, VULNS, (event) => {
      if (event.kind === 'record') {
        const { value, number, severity, cveid, title } = meaningOf(FiveOfVuln, event.element);
        extract.add(ip, value ?? number ?? '', severity, cveid ?? '', title);
      } else if (event.kind === 'open' && event.element.tagName === 'IP') {
        ip = meaningOf(HostStart, event.element).value;
      }
    });
  },
  detections: (file, extract) => {
    let ip = '';
    forEachEvent(file, DETECTIONS_SPINE, DETECTIONS, (event) => {
      if (event.kind !== 'record') return;
      if (event.element.tagName === 'IP') {
        ip = meaningOf(Address, event.element).text;
      } else {
        const { qid, severity, type, status } = meaningOf(FourOfDetection, event.element);
        extract.add(ip, String(qid), severity, type, status ?? '');
      }
    });
  },
};
