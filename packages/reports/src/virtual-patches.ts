import type { VirtualPatch } from '@openguard/model';
import { unescapeOnce } from './scan/result-table.js';

const MARK = 'Virtual Patch #';
const LINE = /^Virtual Patch # *([0-9]{1,20}) *: */;
/** The link that stands above the patches is not HTML that any parser takes; its words name the vendor. */
const VENDOR = /([A-Z][\w&.-]{0,40}(?: [A-Z][\w&.-]{0,40}){0,3}) Virtual Patching/;

const patchOf = (line: string, vendor: string | undefined): readonly VirtualPatch[] => {
  const from = line.indexOf(MARK);
  const text = from === -1 ? '' : line.slice(from).replace(/[\r\n\t]+/g, ' ');
  const [start, number] = LINE.exec(text) ?? [];
  if (start === undefined || number === undefined) return [];
  const title = text.slice(start.length).trim();
  const repeated = `${number} - `;
  return [
    {
      number,
      title: title.startsWith(repeated) ? title.slice(repeated.length) : title,
      ...(vendor === undefined ? {} : { vendor }),
    },
  ];
};

/**
 * The virtual patches that stand at the end of a SOLUTION (6.17): a link to their vendor, then one per line up to its
 * `<BR>`. The link is written in two ways, neither of which is HTML, so that lines are read and not elements.
 */
export const virtualPatchesIn = (solution: string | undefined): readonly VirtualPatch[] | undefined => {
  if (solution === undefined || !solution.includes(MARK)) return undefined;
  const text = unescapeOnce(solution);
  const vendor = VENDOR.exec(text.slice(0, text.indexOf(MARK)))?.[1];
  const found = text.split(/<br ?\/?>/i).flatMap((line) => patchOf(line, vendor));
  return found.length === 0 ? undefined : found;
};
