const OPEN = Buffer.from('<script');
const CLOSE = Buffer.from('</script');
const CAPITAL_S = 'S'.charCodeAt(0);

const capitalise = (bytes: Buffer, tag: Buffer): void => {
  for (let at = bytes.indexOf(tag); at !== -1; at = bytes.indexOf(tag, at + tag.length)) {
    bytes[at + tag.indexOf('s')] = CAPITAL_S;
  }
};

/** How many bytes at the end may be the beginning of a tag whose rest has not come yet. */
const unfinished = (bytes: Buffer): number => {
  const at = bytes.lastIndexOf('<');
  const rest = at === -1 ? 0 : bytes.length - at;
  const begins = (tag: Buffer) => rest < tag.length && tag.subarray(0, rest).equals(bytes.subarray(at));
  return rest > 0 && (begins(OPEN) || begins(CLOSE)) ? rest : 0;
};

/**
 * Renames the element `script` of nmap's output to `Script`, without moving a byte.
 *
 * The tree builder below our XML reader takes `script` for HTML, and the reader therefore refuses the name.
 * In a well-formed document "<" starts nothing but markup, so that this cannot touch a text or an attribute.
 */
export async function* capitaliseScriptTags(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let kept = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = Buffer.concat([kept, chunk]);
    capitalise(bytes, OPEN);
    capitalise(bytes, CLOSE);
    const ready = bytes.length - unfinished(bytes);
    kept = bytes.subarray(ready);
    if (ready > 0) yield bytes.subarray(0, ready);
  }
  if (kept.length > 0) yield kept;
}
