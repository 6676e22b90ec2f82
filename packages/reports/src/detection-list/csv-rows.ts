import type { DocumentFault } from '../fault.js';

/** A line of CSV: its cells, and how many bytes were read when it ended. */
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

const unquoted = (offset: number): CsvFault => {
  const expected = 'quoted as RFC 4180 says';
  return new CsvFault({ tag: 'Invalid', offset, at: '/CSV', path: 'cell', expected, missing: false });
};

/** Takes text piece by piece, and gives the lines that end in it. Nothing of Node: browsers read reports, too. */
class CsvSplitter {
  readonly #limit: number;
  #cells: string[] = [];
  #cell = '';
  #size = 0;
  /** Where it is: before a cell, in one without quotes, inside quotes, behind a quote that may end it, or before LF. */
  #place: 'before' | 'plain' | 'quoted' | 'behind' | 'ending' = 'before';

  constructor(limit: number) {
    this.#limit = limit;
  }

  *take(text: string, offset: number): Generator<CsvRow, void, undefined> {
    for (let from = 0; from < text.length;) {
      if (this.#place === 'quoted') {
        const quote = text.indexOf('"', from);
        this.#add(text.slice(from, quote === -1 ? undefined : quote), offset);
        from = quote === -1 ? text.length : quote + 1;
        if (quote !== -1) this.#place = 'behind';
        continue;
      }
      const sign = text[from] ?? '';
      from += 1;
      if (sign === '"') this.#quote(offset);
      else if (sign === ',') this.#endCell();
      else if (sign === '\n') yield* this.#endRow(offset);
      else if (this.#place === 'behind' && sign === '\r') this.#place = 'ending';
      else if (this.#place === 'behind' || this.#place === 'ending') throw unquoted(offset);
      else {
        if (this.#place === 'before') this.#place = 'plain';
        this.#add(sign, offset);
      }
    }
  }

  *end(offset: number): Generator<CsvRow, void, undefined> {
    if (this.#place === 'quoted')
      throw new CsvFault({ tag: 'Xml', fault: { tag: 'Truncated', inside: 'a quoted cell', ...at(offset) } });
    yield* this.#endRow(offset);
  }

  #quote(offset: number): void {
    if (this.#place === 'plain' || this.#place === 'ending') throw unquoted(offset);
    if (this.#place === 'behind') this.#add('"', offset);
    this.#place = 'quoted';
  }

  #add(text: string, offset: number): void {
    this.#size += text.length;
    if (this.#size > this.#limit)
      throw new CsvFault({
        tag: 'Xml',
        fault: { tag: 'Limit', limit: 'recordBytes', value: this.#limit, ...at(offset) },
      });
    this.#cell += text;
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    [this.#cell, this.#place] = ['', 'before'];
  }

  *#endRow(offset: number): Generator<CsvRow, void, undefined> {
    if (this.#place === 'plain' && this.#cell.endsWith('\r')) this.#cell = this.#cell.slice(0, -1);
    const isEmpty = this.#cells.length === 0 && this.#cell === '';
    this.#endCell();
    const cells = this.#cells;
    [this.#cells, this.#size] = [[], 0];
    if (!isEmpty) yield { cells, offset };
  }
}

/** Reads CSV line by line, whatever stands in quotes. Throws {@link CsvFault}, and whatever its source throws. */
export async function* csvRows(
  source: AsyncIterable<Uint8Array>,
  recordBytes: number,
): AsyncGenerator<CsvRow, void, undefined> {
  const splitter = new CsvSplitter(recordBytes);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let offset = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (error) {
      // So a decoder says that bytes are no UTF-8.
      if (!(error instanceof TypeError)) throw error;
      const encoding = { problem: 'bytes', encoding: 'UTF-8', found: '', ...at(offset) } as const;
      throw new CsvFault({ tag: 'Xml', fault: { tag: 'Encoding', ...encoding } });
    }
  };
  for await (const chunk of source) {
    const text = decode(chunk);
    offset += chunk.length;
    yield* splitter.take(text, offset);
  }
  yield* splitter.take(decode(), offset);
  yield* splitter.end(offset);
}
