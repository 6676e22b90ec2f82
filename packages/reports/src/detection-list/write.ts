import type { XmlElement } from '@openguard/xml';
import type { TypeOf } from 'io-ts';
import { writeCut, writeList, type ListCut, type ListReply } from '../response/write-list.js';
import { DetectedHost } from './detection-list.js';

/** HOST of a list of detections. Dates as `YYYY-MM-DDTHH:MM:SSZ`. */
export type DetectedHostValues = TypeOf<typeof DetectedHost>;

const FORM = {
  root: 'HOST_LIST_VM_DETECTION_OUTPUT',
  dtd: '/api/2.0/fo/asset/host/vm/detection/host_list_vm_detection_output.dtd',
  list: 'HOST_LIST',
} as const;

async function* encoded(
  hosts: AsyncIterable<DetectedHostValues>,
): AsyncGenerator<XmlElement, void, undefined> {
  for await (const host of hosts) yield DetectedHost.encode(host);
}

/** Writes HOST_LIST_VM_DETECTION_OUTPUT in pieces; `cut` is asked when all hosts were read. */
export const writeDetections = (
  reply: ListReply,
  hosts: AsyncIterable<DetectedHostValues>,
  cut: () => ListCut | undefined,
): AsyncGenerator<Uint8Array, void, undefined> =>
  writeList(FORM, reply, encoded(hosts), () => writeCut(cut()));
