/** Bytes in front of a window that belong to who reads it. */
export const FRONT = 52 * 1024;
/** So many bytes of a document come before its window is worth a memory that vector code can reach. */
const LARGE = 256 * 1024;
const PAGE = 64 * 1024;

/** A memory for so many bytes that code of WebAssembly can read; none where there is none to be had. */
const sharedMemory = (size: number): WebAssembly.Memory | undefined => {
  if (!('WebAssembly' in globalThis)) return undefined;
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(size / PAGE) });
  } catch (error) {
    // It takes much of the address space, which may be bounded.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

/**
 * The bytes of a window, and a front before them for who reads it: in a memory of JavaScript's own, and, once a
 * document turns out to be large, in one that vector code can reach.
 */
export class WindowMemory {
  /** All of it, the front first. */
  all = new Uint8Array(FRONT + 16 * 1024);
  /** What code of WebAssembly reads the same bytes through. */
  shared: WebAssembly.Memory | undefined;
  #isDecided = false;

  /** Makes room for so many bytes of the window; what is there stays. True if the bytes have moved. */
  reserve(size: number): boolean {
    const room = this.all.length - FRONT;
    if (size <= room) return false;
    const wanted = FRONT + Math.max(size, room * 2);
    if (this.shared === undefined) this.#moveTo(new Uint8Array(wanted));
    else this.#moveToShared(wanted);
    return true;
  }

  /** Becomes one that is shared, if so many bytes of a document make it worth it. True if the bytes have moved. */
  share(taken: number): boolean {
    if (this.#isDecided || taken < LARGE) return false;
    this.#isDecided = true;
    this.#moveToShared(this.all.length);
    return true;
  }

  // Never grown in its place: once Node has seen a memory that moved, it looks for that wherever it reads one, and
  // a scan report takes 1.4 times as long.
  #moveToShared(size: number): void {
    this.shared = sharedMemory(size);
    this.#moveTo(this.shared === undefined ? new Uint8Array(size) : new Uint8Array(this.shared.buffer));
  }

  #moveTo(place: Uint8Array<ArrayBuffer>): void {
    place.set(this.all);
    this.all = place;
  }
}
