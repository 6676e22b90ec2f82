import { SpillFile, type Stretch } from './spill-file.js';

/** A value under its key. `text` holds both: equal texts are equal values. */
export interface Sorted<A> {
  readonly key: string;
  readonly record: A;
  readonly text: string;
}

/** Characters that wait in memory before they go to the disk. */
const ROOM = 4 * 1024 * 1024;

/** Parts the key of a line from its value. Keys hold no control characters: they are JSON, or made of words. */
const MARK = '\t';

/** A line; what it holds is looked into only when it is asked for. */
class Line<A> implements Sorted<A> {
  readonly text: string;
  readonly key: string;

  constructor(text: string) {
    this.text = text;
    this.key = text.slice(0, text.indexOf(MARK));
  }

  get record(): A {
    // What is read here was written below, by this process, to memory or a file that nobody else sees.
    return JSON.parse(this.text.slice(this.key.length + 1)) as A;
  }
}

type Lines = Iterator<string, void, undefined>;

function* merged(left: Lines, right: Lines): Generator<string, void, undefined> {
  let [one, other] = [left.next(), right.next()];
  while (one.done !== true && other.done !== true) {
    if (other.value < one.value) {
      yield other.value;
      other = right.next();
    } else {
      yield one.value;
      one = left.next();
    }
  }
  for (; one.done !== true; one = left.next()) yield one.value;
  for (; other.done !== true; other = right.next()) yield other.value;
}

/** Merges sorted streams two by two, so that a line passes through few hands. */
const mergedAll = (streams: readonly Lines[]): Lines => {
  const [one, other] = streams;
  if (one === undefined) return [].values();
  if (other === undefined) return one;
  const half = streams.length >> 1;
  return merged(mergedAll(streams.slice(0, half)), mergedAll(streams.slice(half)));
};

/**
 * Sorts values of JSON by their keys, and those of one key by their texts: few in memory, many in runs on the disk that
 * are merged when they are read. Values wait as lines, since a line is one thing for whoever collects garbage.
 */
export class DiskSorter<A> {
  readonly #file = new SpillFile();
  readonly #room: number;
  #waiting: string[] = [];
  #runs: Stretch[] = [];
  #size = 0;

  /** @param room characters that may wait in memory */
  constructor(room = ROOM) {
    this.#room = room;
  }

  add(key: string, record: A): void {
    const line = `${key}${MARK}${JSON.stringify(record)}`;
    this.#waiting.push(line);
    this.#size += line.length;
    if (this.#size >= this.#room) this.#spill();
  }

  /** Forgets all that was added. */
  restart(): void {
    this.#file.close();
    [this.#waiting, this.#runs, this.#size] = [[], [], 0];
  }

  /** Sorts; to be called when all have been added, so that no more than few wait in memory for what is done next. */
  settle(): void {
    if (this.#runs.length > 0) this.#spill();
    else this.#waiting.sort();
  }

  /** All that was added, sorted. */
  *sorted(): Generator<Sorted<A>, void, undefined> {
    this.settle();
    const streams = [this.#waiting.values(), ...this.#runs.map((run) => this.#file.lines(run))];
    const lines = mergedAll(streams);
    for (let next = lines.next(); next.done !== true; next = lines.next()) yield new Line(next.value);
  }

  close(): void {
    this.#file.close();
  }

  #spill(): void {
    if (this.#waiting.length === 0) return;
    this.#runs.push(this.#file.append(this.#waiting.sort()));
    [this.#waiting, this.#size] = [[], 0];
  }
}
