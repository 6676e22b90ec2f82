import { wholeOf, type Fields } from '@openguard/codec';
import type { Records, XmlElement } from '@openguard/xml';
import {
  Address,
  CategoryStart,
  Detection,
  DETECTIONS_SPINE,
  Header,
  HOST_FACTS,
  HostStart,
  Info,
  Practice,
  SCAN_SPINE,
  ScanStart,
  Service,
  Vuln,
} from './declared.js';
import { forEachEvent, meaningOf, type Readable } from './events.js';
import type { Reader } from './reader.js';

const wholes = (...declared: readonly { readonly tagName: string; readonly fields: Fields }[]): Records =>
  Object.fromEntries(declared.map((one) => [one.tagName, wholeOf(one)]));

const SCAN = wholes(Vuln, Practice, Service, Info, Header);
const LIST = wholes(Detection, Address, ...HOST_FACTS);

/** Elements whose meaning nobody asks for here: it is worked out all the same. */
const checker = (...declared: readonly Readable<unknown>[]): ((element: XmlElement) => void) => {
  const byName = new Map(declared.map((one) => [one.tagName, one]));
  return (element) => {
    const known = byName.get(element.tagName);
    if (known !== undefined) meaningOf(known, element);
  };
};

const checkRecord = checker(Practice, Service, Info, Header);
const checkStart = checker(ScanStart, CategoryStart);
const checkFact = checker(...HOST_FACTS);

/** Every field of everything, checked by io-ts. */
export const everyField: Reader = {
  scan: (file, extract) => {
    let ip = '';
    forEachEvent(file, SCAN_SPINE, SCAN, (event) => {
      if (event.kind === 'record') {
        if (event.element.tagName === 'VULN') {
          const { value, number, severity, cveid, title } = meaningOf(Vuln, event.element);
          extract.add(ip, value ?? number ?? '', severity, cveid ?? '', title);
        } else {
          checkRecord(event.element);
        }
      } else if (event.kind === 'open') {
        if (event.element.tagName === 'IP') ip = meaningOf(HostStart, event.element).value;
        else checkStart(event.element);
      }
    });
  },
  detections: (file, extract) => {
    let ip = '';
    forEachEvent(file, DETECTIONS_SPINE, LIST, (event) => {
      if (event.kind !== 'record') return;
      if (event.element.tagName === 'DETECTION') {
        const { qid, severity, type, status } = meaningOf(Detection, event.element);
        extract.add(ip, String(qid), severity, type, status ?? '');
      } else if (event.element.tagName === 'IP') {
        ip = meaningOf(Address, event.element).text;
      } else {
        checkFact(event.element);
      }
    });
  },
};
