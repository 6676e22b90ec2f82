import type { XmlElement, XmlEvent } from '@openguard/xml';
import type { CsvRow } from './csv-rows.js';
import { columnOf, CSV_DATETIME, csvMark, FORMULA_MARK, type CsvColumn } from './csv-columns.js';

const ROOT = 'HOST_LIST_VM_DETECTION_OUTPUT';

const element = (tagName: string, children: XmlElement['children'] = []): XmlElement => ({
  tagName,
  attributes: {},
  children,
});

const MARKS = new Map(
  (['HEADER', 'BODY', 'FOOTER'] as const).flatMap((block) =>
    (['BEGIN', 'END'] as const).map((end) => [csvMark(end, block), { end, block }] as const),
  ),
);

type Place = 'start' | 'header' | 'heading' | 'body' | 'between' | 'footer' | 'warning' | 'warnings';

/** Why lines are no list of detections. */
export interface CsvLineFault {
  readonly offset: number;
  readonly path: string;
  readonly expected: string;
}

/**
 * Turns lines of CSV into what a reader tells of the same list as XML, so that both are read as one: each line is a
 * DETECTION of its host. What no column is known for is told as an element that nobody knows.
 */
export class CsvList {
  #isFramed = false;
  #hasFooter = false;
  #place: Place = 'start';
  #columns: readonly CsvColumn[] = [];
  #isMarked = false;
  #host: ReadonlyMap<string, string> | undefined;
  #warning: readonly string[] = [];
  #offset = 0;

  /** What comes before the first line. */
  *begin(): Generator<XmlEvent, void, undefined> {
    yield* this.#opened(ROOT, 'RESPONSE');
  }

  /** What a line tells; an object that is no event says what is wrong with it. */
  *take({ cells, offset }: CsvRow): Generator<XmlEvent | CsvLineFault, void, undefined> {
    this.#offset = offset;
    const [first = ''] = cells;
    const mark = cells.length === 1 ? MARKS.get(first.trim()) : undefined;
    if (mark === undefined) yield* this.#line(cells);
    else yield* this.#turn(mark.end, mark.block);
  }

  /** Whether it may end here. */
  get isWhole(): boolean {
    return this.#isFramed ? this.#place === 'between' : this.#place === 'body';
  }

  /** Whether its last mark has come: that of a footer, which alone tells that there is more. */
  get isProven(): boolean {
    return this.#hasFooter && this.#place === 'between';
  }

  /** What follows the last line of a whole list. */
  *end(): Generator<XmlEvent, void, undefined> {
    yield* this.#closed('RESPONSE', ROOT);
    yield { kind: 'end', offset: this.#offset };
  }

  *#turn(end: 'BEGIN' | 'END', block: string): Generator<XmlEvent | CsvLineFault, void, undefined> {
    const turn = `${this.#place} ${end} ${block}`;
    const wasFramed = this.#isFramed;
    this.#isFramed = true;
    switch (turn) {
      case 'start BEGIN HEADER':
        this.#place = 'header';
        return;
      case 'header END HEADER':
        this.#place = 'start';
        return;
      case 'start BEGIN BODY':
        this.#place = 'heading';
        yield* this.#opened('HOST_LIST');
        return;
      case 'heading END BODY':
      case 'body END BODY':
        if (!wasFramed) break;
        yield* this.#leaveHost();
        yield* this.#closed('HOST_LIST');
        this.#place = 'between';
        return;
      case 'between BEGIN FOOTER':
        this.#place = 'footer';
        return;
      case 'footer END FOOTER':
      case 'warnings END FOOTER':
        this.#hasFooter = true;
        this.#place = 'between';
        return;
    }
    yield this.#wrong('line', `what may stand there, as ${end} ${block} may not`);
  }

  *#line(cells: readonly string[]): Generator<XmlEvent | CsvLineFault, void, undefined> {
    switch (this.#place) {
      case 'start':
        // Without marks, the list begins with its heading.
        if (this.#isFramed) {
          yield this.#unknown('BETWEEN', cells);
          return;
        }
        yield* this.#opened('HOST_LIST');
        yield* this.#heading(cells);
        return;
      case 'header':
        yield* this.#header(cells);
        return;
      case 'heading':
        yield* this.#heading(cells);
        return;
      case 'body':
        yield* this.#detection(cells);
        return;
      case 'footer':
        if (cells.length === 1 && cells[0]?.trim() === 'WARNING') this.#place = 'warning';
        else yield this.#unknown('FOOTER', cells);
        return;
      case 'warning':
        this.#warning = cells.map((name) => name.trim().toUpperCase());
        this.#place = 'warnings';
        return;
      case 'warnings':
        yield this.#record(
          'WARNING',
          cells.map((text, index) => element(this.#warning[index] ?? 'MORE', [text])),
        );
        return;
      case 'between':
        yield this.#unknown('BETWEEN', cells);
    }
  }

  *#header(cells: readonly string[]): Generator<XmlEvent, void, undefined> {
    const [name = '', value = ''] = cells;
    if (name === FORMULA_MARK[0] && value === FORMULA_MARK[1]) this.#isMarked = true;
    else if (name === CSV_DATETIME) yield this.#record('DATETIME', [value]);
    else yield this.#unknown('HEADER', cells);
  }

  *#heading(cells: readonly string[]): Generator<XmlEvent | CsvLineFault, void, undefined> {
    this.#columns = cells.map(columnOf);
    this.#place = 'body';
    const known = new Set(this.#columns.map(({ tagName }) => tagName));
    for (const needed of ['ID', 'QID', 'TYPE'])
      if (!known.has(needed)) yield this.#wrong('heading', `one with a column for ${needed}`);
    if (new Set(this.#columns.map(({ of, tagName }) => `${of} ${tagName}`)).size < cells.length)
      yield this.#wrong('heading', 'one that names each column once');
  }

  *#detection(cells: readonly string[]): Generator<XmlEvent | CsvLineFault, void, undefined> {
    if (cells.length !== this.#columns.length) {
      yield this.#wrong('line', `one of ${this.#columns.length} cells, as the heading says`);
      return;
    }
    const told = { HOST: new Map<string, string>(), DETECTION: new Map<string, string>() };
    for (const [index, { of, tagName }] of this.#columns.entries()) {
      const text = this.#plain(cells[index] ?? '');
      if (text !== '') told[of].set(tagName, text);
    }
    yield* this.#enterHost(told.HOST);
    yield this.#record(
      'DETECTION',
      [...told.DETECTION].map(([tagName, text]) => element(tagName, [text])),
    );
  }

  *#enterHost(facts: ReadonlyMap<string, string>): Generator<XmlEvent | CsvLineFault, void, undefined> {
    const id = facts.get('ID');
    const [ip, ipBefore] = [facts.get('IP'), this.#host?.get('IP')];
    if (id === undefined && ip !== undefined && ipBefore !== undefined && ip !== ipBefore) {
      yield this.#wrong('line', 'one with the number of its host, since its address is another than before');
      return;
    }
    // Lists may leave out what the line before said of the host.
    if (this.#host !== undefined && (id === undefined || id === this.#host.get('ID'))) {
      const before = this.#host;
      for (const [tagName, text] of facts)
        if (text !== before.get(tagName)) yield this.#unknown(`HOST_${tagName}`, [text]);
      return;
    }
    yield* this.#leaveHost();
    this.#host = facts;
    yield* this.#opened('HOST');
    for (const [tagName, text] of facts) yield this.#record(tagName, [text]);
    yield* this.#opened('DETECTION_LIST');
  }

  *#leaveHost(): Generator<XmlEvent, void, undefined> {
    if (this.#host === undefined) return;
    yield* this.#closed('DETECTION_LIST', 'HOST');
    this.#host = undefined;
  }

  #plain(text: string): string {
    return this.#isMarked && text.startsWith(FORMULA_MARK[1]) ? text.slice(1) : text;
  }

  #unknown(name: string, cells: readonly string[]): XmlEvent {
    return this.#record(`CSV_${name}`, [cells.join(',')]);
  }

  #record(tagName: string, children: XmlElement['children']): XmlEvent {
    return { kind: 'record', element: element(tagName, children), offset: this.#offset };
  }

  *#opened(...names: readonly string[]): Generator<XmlEvent, void, undefined> {
    for (const name of names) yield { kind: 'open', element: element(name), offset: this.#offset };
  }

  *#closed(...names: readonly string[]): Generator<XmlEvent, void, undefined> {
    for (const name of names) yield { kind: 'close', name, offset: this.#offset };
  }

  #wrong(path: string, expected: string): CsvLineFault {
    return { offset: this.#offset, path, expected };
  }
}
