type Find = (this: Uint8Array, byte: number, from: number) => number;

// Node's own search: with the one of typed arrays, a report full of CDATA takes 1.2 times as long.
const builtin = (globalThis as { readonly Buffer?: { readonly prototype: { readonly indexOf: Find } } })
  .Buffer?.prototype.indexOf;

/** Where a byte stands first at `from` or behind; -1 when it does not. */
export const findByte = (bytes: Uint8Array, byte: number, from: number): number =>
  builtin === undefined ? bytes.indexOf(byte, from) : builtin.call(bytes, byte, from);
