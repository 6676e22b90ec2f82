import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputError } from './output.js';

/** Where lines lie in a spill file. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Bytes that are read at a time, of each stretch. */
const PIECE = 64 * 1024;

const LINE_FEED = 0x0a;

const attempt = <A>(action: () => A): A => {
  try {
    return action();
  } catch (error) {
    throw error instanceof Error ? outputError(`what is sorted in ${tmpdir()}`, error) : error;
  }
};

/**
 * A file for lines that do not fit into memory. It has no name once it is open: nobody else sees it, and it goes with
 * the process, however that ends. Rejections of the disk are `OG_OUTPUT_FILE`.
 */
export class SpillFile {
  #descriptor: number | undefined;
  #length = 0;

  /** Adds lines at the end, each with its line feed. */
  append(lines: readonly string[]): Stretch {
    this.#descriptor ??= attempt(() => {
      const path = join(tmpdir(), `openguard-${randomBytes(8).toString('hex')}`);
      const descriptor = openSync(path, 'wx+', 0o600);
      unlinkSync(path);
      return descriptor;
    });
    const start = this.#length;
    let batch: string[] = [];
    let size = 0;
    for (const line of lines) {
      batch.push(line);
      size += line.length;
      if (size < PIECE) continue;
      this.#write(this.#descriptor, `${batch.join('\n')}\n`);
      [batch, size] = [[], 0];
    }
    if (batch.length > 0) this.#write(this.#descriptor, `${batch.join('\n')}\n`);
    return { start, end: this.#length };
  }

  /**
   * The lines of a stretch, without their line feeds. A line becomes a string only when somebody takes it: what waits in
   * many stretches at a time would else grow old, and be waste that is looked for late.
   */
  *lines({ start, end }: Stretch): Generator<string, void, undefined> {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    let buffer = Buffer.allocUnsafeSlow(Math.min(PIECE, end - start));
    let held = 0;
    for (let position = start; position < end;) {
      const wanted = Math.min(buffer.length - held, end - position);
      const [into, at] = [buffer, held];
      const read = attempt(() => readSync(descriptor, into, at, wanted, position));
      if (read === 0) throw new RangeError('a spill file became shorter than what was written');
      position += read;
      held += read;
      const filled = buffer.subarray(0, held);
      let from = 0;
      for (let feed = filled.indexOf(LINE_FEED); feed !== -1; feed = filled.indexOf(LINE_FEED, from)) {
        yield filled.toString('utf8', from, feed);
        from = feed + 1;
      }
      buffer.copyWithin(0, from, held);
      held -= from;
      // A line that is longer than the buffer.
      if (held === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    [this.#descriptor, this.#length] = [undefined, 0];
  }

  #write(descriptor: number, text: string): void {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length;) {
      const from = done;
      done += attempt(() => writeSync(descriptor, bytes, from, bytes.length - from, this.#length + from));
    }
    this.#length += bytes.length;
  }
}
