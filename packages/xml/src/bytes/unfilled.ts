type Allocate = (size: number) => Uint8Array<ArrayBuffer>;

const allocate = (globalThis as { readonly Buffer?: { readonly allocUnsafeSlow?: Allocate } }).Buffer
  ?.allocUnsafeSlow;

/** Bytes that may hold anything, where that is quicker to have than zeros: nobody may see what was not written. */
export const unfilled = (size: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(allocate === undefined ? new ArrayBuffer(size) : allocate(size).buffer);
