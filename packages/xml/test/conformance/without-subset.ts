/** Where each character stands for its bytes: those of UTF-16 are put in the other order, if need be. */
const decode = (document: Uint8Array): { readonly text: string; readonly encoding: 'latin1' | 'utf16le' } => {
  const bytes = Buffer.from(document);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: bytes.toString('utf16le'), encoding: 'utf16le' };
  const isSwapped = bytes[0] === 0xfe && bytes[1] === 0xff;
  return isSwapped
    ? { text: bytes.swap16().toString('utf16le'), encoding: 'utf16le' }
    : { text: bytes.toString('latin1'), encoding: 'latin1' };
};

/** Where something ends that begins at `from`: one past the text that closes it. */
const after = (text: string, close: string, from: number): number => {
  const at = text.indexOf(close, from);
  return at === -1 ? text.length : at + close.length;
};

/** Passes over a comment, an instruction or a quoted text; undefined where none begins. */
const passOver = (text: string, at: number): number | undefined => {
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
  if (text.startsWith('<?', at)) return after(text, '?>', at);
  const quote = text.charAt(at);
  return quote === '"' || quote === "'" ? after(text, quote, at + 1) : undefined;
};

/** The first of some characters outside comments, instructions and quotes. */
const find = (text: string, characters: string, from: number): number => {
  let at = from;
  while (at < text.length && !characters.includes(text.charAt(at))) at = passOver(text, at) ?? at + 1;
  return at;
};

const doctypeOf = (text: string): number => {
  let at = 0;
  while (at < text.length && !text.startsWith('<!DOCTYPE', at)) {
    if (/^<[^!?]/.test(text.slice(at, at + 2))) return -1;
    at = text.startsWith('<', at) ? (passOver(text, at) ?? at + 1) : at + 1;
  }
  return at < text.length ? at : -1;
};

/** A document without its internal subset; undefined when it has none. */
export const withoutSubset = (document: Uint8Array): Uint8Array | undefined => {
  const { text, encoding } = decode(document);
  const doctype = doctypeOf(text);
  if (doctype === -1) return undefined;
  const open = find(text, '[>', doctype);
  if (text.charAt(open) !== '[') return undefined;
  const close = find(text, ']', open + 1);
  return Buffer.from(text.slice(0, open) + text.slice(close + 1), encoding);
};
