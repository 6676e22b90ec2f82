import type { XmlLimits } from '@openguard/xml';
import type { DocumentFault } from '../fault.js';

/** A line of CSV: its cells, and where it ends. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly offset: number;
}

/** Thrown for bytes that cannot be read as CSV. */
export class CsvFault extends Error {
  readonly fault: DocumentFault;

  constructor(fault: DocumentFault) {
    super(fault.tag);
    this.fault = fault;
  }
}

const at = (offset: number) => ({ offset, path: '/CSV' });

const wrongCell = (offset: number, expected: string): CsvFault =>
  new CsvFault({ tag: 'Invalid', offset, at: '/CSV', path: 'cell', expected, missing: false });

const unquoted = (offset: number): CsvFault => wrongCell(offset, 'quoted as RFC 4180 says');

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** Marks the beginning of a document in UTF-8, and is none of it. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    // So a decoder says that bytes are no UTF-8.
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
};

const lengthOf = (lead: number): number => {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
};

/** Where the first character stands that is none. */
const firstWrong = (bytes: Uint8Array): number => {
  let i = 0;
  while (i < bytes.length) {
    const length = lengthOf(bytes[i] ?? 0);
    if (decoded(bytes.subarray(i, i + length)) === undefined) break;
    i += length;
  }
  return i;
};

/** Room for a cell at first, in bytes, and the most that is kept for the next one. */
const ROOM = 1024;
const KEPT = 1024 * 1024;

/** What stands in one cell, as it stands there: a quote in quotes is two. */
class Cell {
  #bytes = new Uint8Array(ROOM);
  #length = 0;
  #offset = 0;
  #hasQuotes = false;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(bytes: Uint8Array, offset: number): void {
    if (this.#length === 0) this.#offset = offset;
    const length = this.#length + bytes.length;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length = length;
  }

  addQuote(offset: number): void {
    this.add(Uint8Array.of(QUOTE, QUOTE), offset);
    this.#hasQuotes = true;
  }

  /** The text of it; then it is empty. */
  take(): string {
    const bytes = this.#bytes.subarray(0, this.#length);
    const text = bytes.length === 0 ? '' : decoded(bytes);
    if (text === undefined) {
      const wrong = firstWrong(bytes);
      const found = `0x${(bytes[wrong] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
      throw wrongCell(this.#offset + wrong, `in UTF-8, which ${found} is not; convert it`);
    }
    const hadQuotes = this.#hasQuotes;
    [this.#length, this.#hasQuotes] = [0, false];
    if (this.#bytes.length > KEPT) this.#bytes = new Uint8Array(ROOM);
    return hadQuotes ? text.replaceAll('""', '"') : text;
  }
}

/** What bounds a line. */
export type CsvLimits = Pick<XmlLimits, 'recordBytes' | 'recordElements'>;

/**
 * Takes bytes piece by piece, and gives the lines that end in them: neither lines nor places of faults depend on how the
 * document is cut. Nothing of Node: browsers read reports, too.
 */
class CsvSplitter {
  readonly #limits: CsvLimits;
  #cells: string[] = [];
  readonly #cell = new Cell();
  #size = 0;
  /** Bytes that came before the piece at hand. */
  #base = 0;
  /** How much of a byte order mark has come, as long as nothing else has. */
  #marked: number | undefined = 0;
  /** Where it is: before a cell, in one without quotes, inside quotes, behind a quote that may end it, or before LF. */
  #place: 'before' | 'plain' | 'quoted' | 'behind' | 'ending' = 'before';
  /** In a cell without quotes: whether it ends with a carriage return, which belongs to the line if a line feed follows. */
  #returned: number | undefined;

  constructor(limits: CsvLimits) {
    this.#limits = limits;
  }

  *take(piece: Uint8Array): Generator<CsvRow, void, undefined> {
    for (let from = this.#afterMark(piece); from < piece.length;) {
      const to = this.#runTo(piece, from);
      if (to > from) this.#add(piece.subarray(from, to), from);
      from = to;
      if (from === piece.length) break;
      const offset = this.#base + from;
      const byte = piece[from];
      from += 1;
      if (this.#place === 'quoted') this.#place = 'behind';
      else if (this.#place === 'ending' && byte !== LINE_FEED) throw unquoted(offset);
      else if (byte === QUOTE) this.#quote(offset);
      else if (byte === COMMA) this.#endCell(offset);
      else if (byte === LINE_FEED) yield* this.#endRow(offset);
      else if (byte === RETURN && this.#place === 'behind') this.#place = 'ending';
      else if (byte === RETURN) this.#return(offset);
      else throw unquoted(offset);
    }
    this.#base += piece.length;
  }

  *end(): Generator<CsvRow, void, undefined> {
    if (this.#place === 'quoted') {
      const fault = { tag: 'Truncated', inside: 'a quoted cell', ...at(this.#base) } as const;
      throw new CsvFault({ tag: 'Xml', fault });
    }
    yield* this.#endRow(this.#base);
  }

  #afterMark(piece: Uint8Array): number {
    let i = 0;
    while (this.#marked !== undefined && i < piece.length) {
      if (piece[i] === BYTE_ORDER_MARK[this.#marked]) {
        i += 1;
        this.#marked = this.#marked === 2 ? undefined : this.#marked + 1;
      } else {
        if (this.#marked > 0) throw wrongCell(0, 'in UTF-8');
        this.#marked = undefined;
      }
    }
    return i;
  }

  /** Where the next byte stands that means something here. */
  #runTo(piece: Uint8Array, from: number): number {
    if (this.#place === 'quoted') {
      const quote = piece.indexOf(QUOTE, from);
      return quote === -1 ? piece.length : quote;
    }
    if (this.#place === 'behind' || this.#place === 'ending') return from;
    let i = from;
    while (i < piece.length && ![QUOTE, COMMA, LINE_FEED, RETURN].includes(piece[i] ?? 0)) i += 1;
    return i;
  }

  #quote(offset: number): void {
    if (this.#place === 'plain') throw unquoted(offset);
    if (this.#place === 'behind') {
      this.#count(2, offset);
      this.#cell.addQuote(offset - 1);
    }
    this.#place = 'quoted';
  }

  /** A carriage return in a cell without quotes, or before one. */
  #return(offset: number): void {
    this.#addReturn();
    this.#returned = offset;
    this.#place = 'plain';
  }

  #addReturn(): void {
    const offset = this.#returned;
    this.#returned = undefined;
    if (offset !== undefined) this.#addAt(Uint8Array.of(RETURN), offset);
  }

  #add(bytes: Uint8Array, from: number): void {
    if (this.#place === 'before') this.#place = 'plain';
    this.#addReturn();
    this.#addAt(bytes, this.#base + from);
  }

  #addAt(bytes: Uint8Array, offset: number): void {
    this.#count(bytes.length, offset);
    this.#cell.add(bytes, offset);
  }

  #count(bytes: number, offset: number): void {
    this.#size += bytes;
    if (this.#size > this.#limits.recordBytes) this.#refuse('recordBytes', offset);
  }

  #refuse(limit: keyof CsvLimits, offset: number): never {
    const fault = { tag: 'Limit', limit, value: this.#limits[limit], ...at(offset) } as const;
    throw new CsvFault({ tag: 'Xml', fault });
  }

  #endCell(offset: number): void {
    this.#addReturn();
    if (this.#cells.length >= this.#limits.recordElements) this.#refuse('recordElements', offset);
    this.#cells.push(this.#cell.take());
    this.#place = 'before';
  }

  *#endRow(offset: number): Generator<CsvRow, void, undefined> {
    // Of the line end, not of the cell.
    this.#returned = undefined;
    const isEmpty = this.#cells.length === 0 && this.#cell.isEmpty;
    this.#endCell(offset);
    const cells = this.#cells;
    [this.#cells, this.#size] = [[], 0];
    if (!isEmpty) yield { cells, offset };
  }
}

/** Reads CSV line by line, whatever stands in quotes. Throws {@link CsvFault}, and whatever its source throws. */
export async function* csvRows(
  source: AsyncIterable<Uint8Array>,
  limits: CsvLimits,
): AsyncGenerator<CsvRow, void, undefined> {
  const splitter = new CsvSplitter(limits);
  for await (const chunk of source) yield* splitter.take(chunk);
  yield* splitter.end();
}
