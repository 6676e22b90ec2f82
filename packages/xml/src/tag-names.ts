import { isXmlName } from './characters.js';
import type { Place } from './place.js';
import type { StartTag } from './tag.js';
import { isAttributeNameKept, isElementNameKept } from './tree.js';

const LOWER_S = 's'.charCodeAt(0);

const checkName = (place: Place, start: number, end: number): void => {
  const { bytes } = place.window;
  if (end - start > place.limits.nameBytes) place.limit('nameBytes', start);
  for (let i = start; i < end; i += 1) {
    if ((bytes[i] ?? 0) < 0x80) continue;
    const name = place.decode(start, end);
    if (!isXmlName(name)) place.breaks('name', start, name);
    return;
  }
};

/** Stops at a name that is not one, or that txml would not keep. ASCII names were judged by their bytes. */
export const checkTagNames = (place: Place, start: number, tag: StartTag): void => {
  const { bytes } = place.window;
  checkName(place, start, tag.nameEnd);
  if (bytes[start] === LOWER_S) {
    const name = place.decode(start, tag.nameEnd);
    if (!isElementNameKept(name)) place.refuseName(name, start);
  }
  for (let i = 0; i < tag.attributes.length; i += 2) {
    const from = tag.attributes[i] ?? 0;
    const to = tag.attributes[i + 1] ?? 0;
    checkName(place, from, to);
    if (!isAttributeNameKept(String.fromCharCode(bytes[from] ?? 0))) {
      place.refuseName(place.decode(from, to), from);
    }
  }
};
