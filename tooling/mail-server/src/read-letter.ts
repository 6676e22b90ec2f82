/** A letter as its reader sees it: headers by their names in lower case, and the text. */
export interface ReadLetter {
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

const bytesOfQuoted = (text: string): Buffer =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** Encoded words of UTF-8 (RFC 2047); blanks between two of them are none. */
const decodeWords = (value: string): string => {
  const word = /=\?utf-8\?([bq])\?([^?]*)\?=/gi;
  return value.replace(/\?=\s+=\?/g, '?==?').replace(word, (_, encoding: string, text: string) => {
    const bytes =
      encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : bytesOfQuoted(text.replaceAll('_', ' '));
    return bytes.toString('utf8');
  });
};

const decodeBody = (body: string, encoding: string): string => {
  switch (encoding) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable':
      return bytesOfQuoted(body).toString('utf8');
    default:
      return Buffer.from(body, 'latin1').toString('utf8');
  }
};

/** Reads a letter of one part in UTF-8. A header that comes twice is an error: ours never does. */
export const readLetter = (raw: string): ReadLetter => {
  const end = raw.indexOf('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (headers.has(name)) throw new Error(`the header ${name} comes twice`);
    headers.set(name, decodeWords(line.slice(colon + 1).trim()));
  }
  const text = decodeBody(raw.slice(end + 4), headers.get('content-transfer-encoding') ?? '7bit');
  return { headers, text: text.replaceAll('\r\n', '\n').trimEnd() };
};
