type Utf8Slice = (this: Uint8Array, start: number, end: number) => string;
type Utf8Write = (this: Uint8Array, text: string, offset: number) => number;

const builtins = (
  globalThis as {
    readonly Buffer?: {
      readonly prototype: { readonly utf8Slice?: Utf8Slice; readonly utf8Write?: Utf8Write };
    };
  }
).Buffer?.prototype;
const slice = builtins?.utf8Slice;
const write = builtins?.utf8Write;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes that are known to be UTF-8, as text. */
export const utf8Text = (bytes: Uint8Array, start: number, end: number): string =>
  slice === undefined ? decoder.decode(bytes.subarray(start, end)) : slice.call(bytes, start, end);

/** Writes a text as UTF-8 from a place on, where there must be room for it; how many bytes it takes. */
export const writeUtf8 = (text: string, bytes: Uint8Array, at: number): number =>
  write === undefined ? encoder.encodeInto(text, bytes.subarray(at)).written : write.call(bytes, text, at);
