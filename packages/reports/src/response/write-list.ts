import { content, element, Text } from '@openguard/codec';
import { endTag, startTag, writeElement } from '@openguard/xml';
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
/** As many characters are handed on at a time. */
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
 * Writes a list of API v2 in pieces, with records that are written, indented by six blanks; `ending` is asked for what
 * follows the list when all of them were read.
 */
export async function* writeList(
  { root, dtd, list }: ListForm,
  { at, request }: ListReply,
  records: AsyncIterable<string>,
  ending: () => string,
): AsyncGenerator<string, void, undefined> {
  const around = (tagName: string) => ({ tagName, attributes: {}, children: [] });
  const asked = requestOf(request).request;
  yield (
    documentHead(root, dtd) +
    `${startTag(around(root))}\n` +
    (asked === undefined ? '' : writeElement(Request.encode(asked), '  ')) +
    `  ${startTag(around('RESPONSE'))}\n` +
    writeElement(Datetime.encode({ text: formatIsoDate(at) }), '    ')
  );
  let piece = '';
  let isOpen = false;
  for await (const record of records) {
    if (!isOpen) piece += `    ${startTag(around(list))}\n`;
    isOpen = true;
    piece += record;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (isOpen) piece += `    ${endTag(around(list))}\n`;
  yield `${piece}${ending()}  ${endTag(around('RESPONSE'))}\n${endTag(around(root))}\n`;
}
