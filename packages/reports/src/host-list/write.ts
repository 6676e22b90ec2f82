import { writeElement, type XmlElement } from '@openguard/xml';
import type { TypeOf } from 'io-ts';
import { idRangesOf } from '../response/id-ranges.js';
import { writeCut, writeList, type ListCut, type ListReply } from '../response/write-list.js';
import { HostGlossary, ListedHost } from './host-list.js';

/** HOST of a host list. Dates as `YYYY-MM-DDTHH:MM:SSZ`. */
export type ListedHostValues = TypeOf<typeof ListedHost>;

/** What follows a host list: that it is cut, and who the owners of hosts are. */
export interface HostListEnd {
  readonly cut?: ListCut;
  readonly users?: readonly {
    readonly login: string;
    readonly firstName?: string;
    readonly lastName?: string;
  }[];
}

const FORM = { root: 'HOST_LIST_OUTPUT', dtd: '/api/2.0/fo/asset/host/host_list_output.dtd' } as const;

async function* encoded(hosts: AsyncIterable<ListedHostValues>): AsyncGenerator<XmlElement, void, undefined> {
  for await (const host of hosts) yield ListedHost.encode(host);
}

/** Writes HOST_LIST_OUTPUT in pieces; `end` is asked when all hosts were read. */
export const writeHostList = (
  reply: ListReply,
  hosts: AsyncIterable<ListedHostValues>,
  end: () => HostListEnd,
): AsyncGenerator<Uint8Array, void, undefined> =>
  writeList({ ...FORM, list: 'HOST_LIST' }, reply, encoded(hosts), () => {
    const { cut, users } = end();
    const glossary =
      users === undefined ? '' : writeElement(HostGlossary.encode({ users: { users } }), '    ');
    return writeCut(cut) + glossary;
  });

/** Writes HOST_LIST_OUTPUT with the numbers of hosts alone, which come in ascending order. */
export const writeHostIds = (
  reply: ListReply,
  ids: AsyncIterable<number>,
  end: () => Pick<HostListEnd, 'cut'>,
): AsyncGenerator<Uint8Array, void, undefined> =>
  writeList({ ...FORM, list: 'ID_SET' }, reply, idRangesOf(ids), () => writeCut(end().cut));
