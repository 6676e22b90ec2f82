import { isXmlName } from './characters.js';
import type { XmlRule } from './fault.js';

const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>$/;

/** Encodings that UTF-8 reads as they are meant. */
const READABLE = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/** What a prolog breaks, if anything. */
export type PrologFault =
  | { readonly rule: XmlRule }
  | { readonly encoding: string }
  | { readonly declares: true }
  | { readonly html: true };

/** Checks an XML declaration, from `<?xml` to `?>`. */
export const checkDeclaration = (text: string): PrologFault | undefined => {
  const parts = DECLARATION.exec(text);
  if (parts === null) return { rule: 'declaration' };
  const encoding = parts[1] ?? parts[2];
  return encoding === undefined || READABLE.has(encoding.toLowerCase()) ? undefined : { encoding };
};

const DOCTYPE =
  /^<!DOCTYPE[ \t\n]+([^ \t\n[>"']+)(?:[ \t\n]+(?:SYSTEM[ \t\n]+(?:"[^"]*"|'[^']*')|PUBLIC[ \t\n]+(?:"[-a-zA-Z0-9'()+,./:=?;!*#@$_% \n]*"|'[-a-zA-Z0-9()+,./:=?;!*#@$_% \n]*')[ \t\n]+(?:"[^"]*"|'[^']*')))?[ \t\n]*(?:\[([^]*)\][ \t\n]*)?>$/;

/**
 * Checks a document type, from `<!DOCTYPE` to `>`. Nothing that it names is ever fetched; an internal subset
 * may be empty, as the service sends it, and is refused if it declares anything.
 */
export const checkDoctype = (text: string): PrologFault | undefined => {
  if (/^<!DOCTYPE[ \t\n]+html[ \t\n>]/i.test(text)) return { html: true };
  const parts = DOCTYPE.exec(text);
  if (parts === null) return { rule: 'doctype-syntax' };
  const [, name = '', subset = ''] = parts;
  if (!isXmlName(name)) return { rule: 'name' };
  return subset.trim() === '' ? undefined : { declares: true };
};

const INSTRUCTION = /^<\?([^ \t\n?]+)(?:[ \t\n][^]*)?\?>$/;

/** Checks a processing instruction, from `<?` to `?>`. */
export const checkInstruction = (text: string): PrologFault | undefined => {
  const target = INSTRUCTION.exec(text)?.[1];
  if (target === undefined || !isXmlName(target)) return { rule: 'processing-instruction' };
  return target.toLowerCase() === 'xml' ? { rule: 'declaration' } : undefined;
};
