import type { TypeOf } from 'io-ts';
import type { FindingItem, HostItem, Section } from '@openguard/model';
import type { XmlLimits } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { FindingOrder } from '../asset-data/assemble.js';
import { explained } from '../asset-data/glossary.js';
import {
  noteAt,
  placeIn,
  sectionOf,
  severityIn,
  sslOf,
  vulnerabilitiesIn,
  type Note,
} from '../finding-values.js';
import { hostGroups, type ReadFinding } from '../host-groups.js';
import { present } from '../present.js';
import { invalid, type RecordTable } from '../record-table.js';
import { responseList } from '../response/response.js';
import { Detection, DetectedHostFacts } from './detection-list.js';

/** A DETECTION as an item, whose section is known. */
const detectionItem = (
  { id, severity, port, ssl, ...rest }: Omit<TypeOf<typeof Detection>, 'type'>,
  section: Section,
  { ip, hostId }: Pick<HostItem, 'ip' | 'hostId'>,
  note: Note,
): Omit<FindingItem, 'notices'> => ({
  kind: 'finding',
  ip,
  ...present({ hostId }),
  section,
  id,
  title: '',
  category: '',
  cve: vulnerabilitiesIn(rest.instance),
  ...placeIn(port, note),
  ...present({ severity: severityIn(severity, note), ssl: sslOf(ssl, note) }),
  ...rest,
});

const readDetection =
  ({ refine, wants, glossary }: FindingOrder): ReadFinding =>
  (bench, host, element, offset, at) => {
    const decoded = bench.decode(Detection, element, offset, at);
    if (E.isLeft(decoded)) return decoded;
    const { type, ...detection } = decoded.right;
    const section = sectionOf(type);
    const expected = 'Confirmed, Potential or Info';
    if (section === undefined) return invalid({ path: at }, offset, 'DETECTION/TYPE', expected);
    if (!wants(section)) return E.right([]);
    const item = detectionItem(detection, section, host, noteAt(bench, `${at}/DETECTION`));
    // Whoever adds up severities must be able to rely on those that are told; one that is left out is none at all.
    const isTold = (detection.severity ?? '').trim() !== '';
    if (section !== 'info' && isTold && item.severity === undefined)
      return invalid({ path: at }, offset, 'DETECTION/SEVERITY', 'a severity from 1 to 5');
    const check = glossary?.get(item.id);
    const whole = check === undefined ? item : explained(item, check);
    return E.right([refine({ ...whole, ...bench.ledger.take() })]);
  };

/** HOST_LIST_VM_DETECTION_OUTPUT. */
export const detectionOutput = (order: FindingOrder, limits: XmlLimits): RecordTable =>
  responseList({
    spine: { HOST_LIST: { HOST: { DETECTION_LIST: {} } } },
    records: [],
    counted: [],
    groups: hostGroups(
      {
        path: 'RESPONSE/HOST_LIST/HOST',
        facts: DetectedHostFacts,
        identity: 'ID',
        itemOf: ({ ip, ...facts }) => ({ kind: 'host', ip: ip ?? '', ...facts }),
        findings: new Map([['DETECTION_LIST/DETECTION', readDetection(order)]]),
      },
      limits,
    ),
  });
