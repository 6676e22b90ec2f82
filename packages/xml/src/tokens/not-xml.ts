import type { Refusal } from '../bytes/intake.js';
import { SNIPPET, type Place } from './place.js';

/** How a page begins that is no XML. */
const HTML = /^<!doctype[ \t\n]+html/i;

/** Whether there is enough of what begins at `start` to show it; `last`: no more comes. */
export const showsItself = ({ window }: Place, start: number, last: boolean): boolean =>
  last || window.end - start >= SNIPPET;

/** A document begins with text: stops, or says that more bytes are needed. */
export const refuseText = (place: Place, start: number, last: boolean): false =>
  showsItself(place, start, last) && place.notXml('text', start);

/** A `<!` begins nothing of XML, perhaps since it begins a page: stops, or says that more bytes are needed. */
export const refuseMarkup = (place: Place, start: number, last: boolean): false => {
  if (!showsItself(place, start, last)) return false;
  const { bytes, end } = place.window;
  const begin = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + SNIPPET)));
  return HTML.test(begin) ? place.notXml('html', start) : place.breaks('markup', start);
};

/** What stands behind the bytes that were taken may not be in a document. */
export const refuseBytes = (place: Place, { kind, found }: Refusal): never => {
  const { end, intake } = place.window;
  if (kind === 'character') place.breaks('character', end, found);
  if (kind === 'refused') place.refuseEncoding('unmarked', found, '', end);
  return place.refuseEncoding('bytes', intake.encoding, found, end);
};
