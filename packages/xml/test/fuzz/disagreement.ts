import { isDeepStrictEqual } from 'node:util';
import type { XmlFault } from '../../src/index.js';
import { libxml2 } from '../libxml2.js';
import { faultOf, readingTold, tellAll, type Reading, type Told } from '../reading.js';
import { saxes } from '../saxes.js';
import { KNOWN, type Known } from './known.js';

/** What another reader makes of a document. */
type Other = { readonly message: string } | { readonly reading: Reading };

/** Refused for what is not read here: nothing to compare. */
const isOutside = (fault: XmlFault | undefined): boolean =>
  fault?.tag === 'Limit' ||
  fault?.tag === 'Name' ||
  (fault?.tag === 'NotXml' && fault.looks === 'html') ||
  (fault?.tag === 'Encoding' && fault.problem === 'unsupported');

const byLibxml2 = (document: Uint8Array): Other | undefined => {
  const verdict = libxml2(document);
  if (verdict.says === 'nothing') return undefined;
  return verdict.says === 'faulty' ? { message: verdict.fault.message } : { reading: verdict.reading };
};

/** It reads text, and looks into no document type. */
const bySaxes = (document: Uint8Array): Other | undefined => {
  const isUtf8 = Buffer.from(document).equals(Buffer.from(Buffer.from(document).toString('utf8')));
  const text = new TextDecoder().decode(document);
  if (!isUtf8 || /<!DOCTYPE|encoding/i.test(text)) return undefined;
  const read = saxes(text);
  return read instanceof Error ? { message: read.message } : { reading: read };
};

const disagreesWith = (
  reader: Known['reader'],
  other: Other | undefined,
  told: readonly Told[],
  document: string,
): string | undefined => {
  const fault = faultOf(told);
  if (other === undefined || isOutside(fault)) return undefined;
  // A document type that is refused for what it declares is well-formed, and so is all that follows it.
  const isWellFormed = fault === undefined || fault.tag === 'Doctype';
  const message = 'message' in other ? other.message : undefined;
  const isKnown = KNOWN.some((known) => known.reader === reader && known.covers(fault, message, document));
  if (isWellFormed !== (message === undefined)) {
    const ours = fault === undefined ? 'accept it' : JSON.stringify(fault);
    return isKnown ? undefined : `${reader} says ${message ?? 'nothing'}, and we ${ours}`;
  }
  const isRead = fault === undefined && 'reading' in other;
  return isRead && !isDeepStrictEqual(readingTold(told), other.reading)
    ? `${reader} reads ${JSON.stringify(other.reading)}`
    : undefined;
};

/** How our reading of a document and that of libxml2 or saxes disagree, other than in a known way. */
export const disagreement = (document: Uint8Array): string | undefined => {
  const told = tellAll(document);
  const text = Buffer.from(document).toString('latin1');
  return (
    disagreesWith('libxml2', byLibxml2(document), told, text) ??
    disagreesWith('saxes', bySaxes(document), told, text)
  );
};
