import * as E from 'fp-ts/lib/Either.js';
import { ByteWindow } from './bytes/byte-window.js';
import { Intake } from './bytes/intake.js';
import type { Spine, XmlEvent } from './event.js';
import type { XmlFault } from './fault.js';
import { DEFAULT_LIMITS, type XmlLimits } from './limits.js';
import { EventTeller } from './records/event-teller.js';
import { planOf, type Records } from './records/plan.js';
import { RepairLog } from './repairs.js';
import { ElementStack } from './tokens/element-stack.js';
import { Place, Stop } from './tokens/place.js';
import type { Scanner } from './tokens/scanner.js';
import { scannerOf } from './tokens/scanner-of.js';

/** Large pieces are taken in slices, so that little of them is held. */
const SLICE = 64 * 1024;

type Told = E.Either<XmlFault, XmlEvent>;

/** How to read. */
export interface ReadOptions {
  /** Bounds; each has its default. */
  readonly limits?: Partial<XmlLimits>;
  /**
   * Which records are wanted in part or not at all, by the names of their elements; others come whole. A function says
   * so for a document whose root has this name.
   */
  readonly records?: Records | ((root: string) => Records);
  /**
   * Mends what real replies hold and XML forbids, instead of refusing it: bytes that are no character of the
   * encoding, forbidden characters, and a `&` that begins no reference. Each is counted and told by `end`.
   */
  readonly repair?: boolean;
}

/**
 * Reads one document from bytes, however they are cut. Every byte is checked: names match, references and
 * characters are allowed, the root is closed and nothing but comments follows. Only what was proven
 * well-formed becomes an event, and only `end` says that the document is whole.
 */
export class XmlReader {
  readonly #place: Place;
  readonly #teller: EventTeller;
  readonly #scanner: Scanner;
  #failed = false;

  /** @param spine which elements are told apart instead of being delivered whole */
  constructor(spine: Spine, { limits = {}, records = {}, repair = false }: ReadOptions = {}) {
    const repairs = repair ? new RepairLog() : undefined;
    const window = new ByteWindow(new Intake(repairs));
    this.#place = new Place(window, new ElementStack(), { ...DEFAULT_LIMITS, ...limits });
    this.#teller = new EventTeller(
      this.#place,
      planOf(spine, typeof records === 'function' ? records : () => records),
      repairs,
    );
    this.#scanner = scannerOf(this.#place, this.#teller, repairs);
  }

  /** Takes further bytes. After a fault (a left) nothing more is told. */
  *push(chunk: Uint8Array): Generator<Told, void, undefined> {
    for (let from = 0; from < chunk.length && !this.#failed; from += SLICE) {
      this.#append(chunk.subarray(from, from + SLICE));
      do {
        for (const told of this.#attempt(() => this.#advance())) yield told;
      } while (this.#scanner.isPaused);
    }
  }

  /** Says that no more bytes come: `end` if the document is whole, the fault if not. */
  *finish(): Generator<Told, void, undefined> {
    if (this.#failed) return;
    yield* this.#attempt(() => {
      this.#scanner.finish();
      this.#teller.end();
    });
  }

  #advance(): void {
    this.#scanner.advance(true);
    if (!this.#scanner.isPaused) this.#teller.checkSize(this.#scanner.token);
  }

  #attempt(step: () => void): readonly Told[] {
    try {
      step();
      return this.#teller.take();
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      this.#failed = true;
      const fault = this.#teller.overrule(this.#scanner.overrule(error));
      return [...this.#teller.take(), E.left(fault)];
    }
  }

  #append(chunk: Uint8Array): void {
    const { token } = this.#scanner;
    this.#place.window.append(chunk, token);
    this.#scanner.shift(token);
    this.#teller.shift(token);
  }
}
