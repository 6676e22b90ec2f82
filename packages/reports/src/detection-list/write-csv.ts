import { replaceForbidden, textOf, type XmlElement } from '@openguard/xml';
import { formatIsoDate } from '../iso-date.js';
import type { ListCut, ListReply } from '../response/write-list.js';
import { CSV_COLUMNS, CSV_DATETIME, csvMark, FORMULA_MARK } from './csv-columns.js';
import { DetectedHost } from './detection-list.js';
import type { DetectedHostValues } from './write.js';

/** As many characters are handed on at a time. */
const PIECE = 32 * 1024;

/** What spreadsheets take for the beginning of a formula, also behind blanks and in full width, and our own mark. */
const FORMULA = /^[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^'/;

const cell = (text: string): string => {
  const allowed = replaceForbidden(text);
  return `"${(FORMULA.test(allowed) ? `${FORMULA_MARK[1]}${allowed}` : allowed).replaceAll('"', '""')}"`;
};

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

const childrenOf = ({ children }: XmlElement): readonly XmlElement[] =>
  children.filter((child): child is XmlElement => typeof child !== 'string');

const textsOf = (element: XmlElement): ReadonlyMap<string, string> =>
  new Map(childrenOf(element).map((child) => [child.tagName, textOf(child)]));

const rowsOf = (values: DetectedHostValues): string => {
  const host = DetectedHost.encode(values);
  const facts = textsOf(host);
  const detections = childrenOf(host).filter(({ tagName }) => tagName === 'DETECTION_LIST');
  return detections
    .flatMap(childrenOf)
    .map(textsOf)
    .map((told) =>
      line(CSV_COLUMNS.map(({ of, tagName }) => (of === 'HOST' ? facts : told).get(tagName) ?? '')),
    )
    .join('');
};

const footerOf = (cut: ListCut | undefined): string =>
  [
    `${csvMark('BEGIN', 'FOOTER')}\r\n`,
    ...(cut === undefined
      ? []
      : [
          'WARNING\r\n',
          line(['CODE', 'TEXT', 'URL']),
          line([
            '1980',
            `${cut.limit} record limit exceeded. Use URL to get next batch of results.`,
            cut.url,
          ]),
        ]),
    `${csvMark('END', 'FOOTER')}\r\n`,
  ].join('');

/**
 * Writes detections as CSV (RFC 4180) in pieces, each cell in quotes: a header that says when, the body, and a footer,
 * which stands there also when nothing is cut, so that its last line is the end. A cell that would begin a formula has an
 * apostrophe before it, and so does one that begins with an apostrophe: the header says so. `cut` is asked when all hosts
 * were read.
 *
 * @param metadata whether to write the header; without it nothing says that cells are marked
 */
export async function* writeDetectionsCsv(
  { at }: Pick<ListReply, 'at'>,
  hosts: AsyncIterable<DetectedHostValues>,
  cut: () => ListCut | undefined,
  metadata = true,
): AsyncGenerator<string, void, undefined> {
  // The rule itself is told unmarked.
  const rule = `"${FORMULA_MARK.join('","')}"\r\n`;
  let piece = metadata
    ? `${csvMark('BEGIN', 'HEADER')}\r\n${line([CSV_DATETIME, formatIsoDate(at)])}${rule}${csvMark('END', 'HEADER')}\r\n`
    : '';
  piece += `${csvMark('BEGIN', 'BODY')}\r\n${line(CSV_COLUMNS.map(({ heading }) => heading))}`;
  for await (const host of hosts) {
    piece += rowsOf(host);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}${csvMark('END', 'BODY')}\r\n${footerOf(cut())}`;
}
