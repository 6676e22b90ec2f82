import { content, element, Text } from '@openguard/codec';
import { ElementEncoder, endTag, startTag, writeElement, type XmlElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { Request } from './request.js';
import { requestOf, type ToldRequest } from './told-request.js';
import { Warning } from './warning.js';

/** A reply with a list: when it is given, in milliseconds since 1970, and what it repeats of the request. */
export interface ListReply {
  readonly at: number;
  readonly request?: ToldRequest;
}

/** That a list is cut after so many records, and the address that asks for the rest. */
export interface ListCut {
  readonly limit: number;
  readonly url: string;
}

const RECORD_LIMIT = '1980';
/** As many bytes are handed on at a time. */
const PIECE = 32 * 1024;

const Datetime = element('DATETIME', { text: content(Text) });

/** WARNING of a list that is cut. */
export const writeCut = (cut: ListCut | undefined): string =>
  cut === undefined
    ? ''
    : writeElement(
        Warning.encode({
          code: RECORD_LIMIT,
          text: `${cut.limit} record limit exceeded. Use URL to get next batch of results.`,
          url: cut.url,
        }),
        '    ',
      );

/** What is particular about a list. */
interface ListForm {
  readonly root: string;
  readonly dtd: string;
  /** The element around the records, which is left out when there are none. */
  readonly list: string;
}

/**
 * Writes a list of API v2 in pieces of bytes; `ending` is asked for what follows the list when all of its records were
 * read.
 */
export async function* writeList(
  { root, dtd, list }: ListForm,
  { at, request }: ListReply,
  records: AsyncIterable<XmlElement>,
  ending: () => string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const around = (tagName: string) => ({ tagName, attributes: {}, children: [] });
  const asked = requestOf(request).request;
  const encoder = new ElementEncoder();
  encoder.addWritten(`${documentHead(root, dtd)}${startTag(around(root))}\n`);
  if (asked !== undefined) encoder.add(Request.encode(asked), '  ');
  encoder.addWritten(`  ${startTag(around('RESPONSE'))}\n`);
  encoder.add(Datetime.encode({ text: formatIsoDate(at) }), '    ');
  yield encoder.take();
  let isOpen = false;
  for await (const record of records) {
    if (!isOpen) encoder.addWritten(`    ${startTag(around(list))}\n`);
    isOpen = true;
    encoder.add(record, '      ');
    if (encoder.length >= PIECE) yield encoder.take();
  }
  if (isOpen) encoder.addWritten(`    ${endTag(around(list))}\n`);
  encoder.addWritten(`${ending()}  ${endTag(around('RESPONSE'))}\n${endTag(around(root))}\n`);
  yield encoder.take();
}
