import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem } from '@openguard/model';
import { table } from '@openguard/render';
import { consume } from './consume.js';
import type { Invocation } from './command.js';
import { say } from './io.js';
import { NO_LAST_MARK } from './no-last-mark.js';
import { jsonLine, write, writeJsonList } from './output.js';

/** Lines are collected up to this many characters before they are written. */
const BATCH = 64 * 1024;

/** What begins an entry of a list. An entry that is longer than the second is written before it is whole. */
const BEGINS: ReadonlySet<DocumentItem['kind']> = new Set([
  'host',
  'posture',
  'check',
  'glossary',
  'skipped',
]);
const MOST = 16 * BATCH;

/** Hosts that are named where some were left out. */
const NAMED = 20;

/** Sees to it that a list which is not all does not look as if it were. */
class Completeness {
  readonly #skipped: number[] = [];
  #truncated = false;

  take(item: DocumentItem): void {
    if (item.kind === 'skipped') this.#skipped.push(item.hostId);
    if (item.kind === 'end') this.#truncated = item.truncated === true;
  }

  /** Rejects with `OG_REPLY_TRUNCATED` when something is missing. */
  check(): void {
    if (this.#skipped.length > 0) {
      const named = this.#skipped.slice(0, NAMED).join(', ');
      const more = this.#skipped.length > NAMED ? ' and more' : '';
      throw new OpenGuardError(
        'OG_REPLY_TRUNCATED',
        `${this.#skipped.length} hosts never came whole and are missing: ${named}${more}`,
      );
    }
    if (this.#truncated)
      throw new OpenGuardError('OG_REPLY_TRUNCATED', 'the service has more than it told, which is missing');
  }
}

const warnUnproven = (io: Invocation['io'], item: DocumentItem): void => {
  if (item.kind === 'end' && item.unproven === true) say(io, `openguard: ${NO_LAST_MARK}`);
};

/** Told when all lines were written that were told before. */
type OnWritten = () => void;

/** Writes items as lines of JSON as they come; the last is the end, which only a whole list has. */
const tellLines = async (
  { io }: Invocation,
  items: AsyncIterable<DocumentItem>,
  onWritten: OnWritten,
): Promise<void> => {
  const whole = new Completeness();
  let lines = '';
  const flush = async (): Promise<void> => {
    const written = lines;
    lines = '';
    await write(io, written);
    onWritten();
  };
  try {
    await consume(items, (item) => {
      whole.take(item);
      warnUnproven(io, item);
      // What is whole is written before another entry begins, so that as little as can be is told by half.
      const full = lines.length >= BATCH && (BEGINS.has(item.kind) || lines.length >= MOST);
      const flushed = full ? flush() : undefined;
      lines += jsonLine(item);
      return flushed;
    });
  } finally {
    if (lines !== '') await flush();
  }
  whole.check();
};

/** How items of one kind stand in a table. */
export interface Columns<I extends DocumentItem> {
  readonly headings: readonly string[];
  readonly pick: (item: DocumentItem) => I | undefined;
  readonly row: (item: I) => readonly (string | number | undefined)[];
  /** What is said when there is none. */
  readonly none: string;
}

/** Collects the items of one kind; rejects when they are not all. */
export const collect = async <I extends DocumentItem>(
  items: AsyncIterable<DocumentItem>,
  pick: (item: DocumentItem) => I | undefined,
): Promise<readonly I[]> => {
  const whole = new Completeness();
  const found: I[] = [];
  await consume(items, (item) => {
    whole.take(item);
    const picked = pick(item);
    if (picked !== undefined) found.push(picked);
  });
  whole.check();
  return found;
};

/** Writes items of one kind as a table, or with `--json` as one array. */
export const writeTable = async <I extends DocumentItem>(
  { io, values }: Invocation,
  found: readonly I[],
  { headings, row, none }: Omit<Columns<I>, 'pick'>,
): Promise<void> => {
  if (values['json'] === true) {
    await writeJsonList(io, found);
  } else if (found.length === 0) {
    say(io, none);
  } else {
    const rows = found.map((item) =>
      row(item).map((cell) => (cell === undefined || cell === '' ? '-' : String(cell))),
    );
    await write(
      io,
      table(
        headings.map((heading) => ({ heading })),
        rows,
      ),
    );
  }
};

/** Tells items of one kind as a table or one array. */
export const tellTable = async <I extends DocumentItem>(
  invocation: Invocation,
  items: AsyncIterable<DocumentItem>,
  columns: Columns<I>,
): Promise<void> => writeTable(invocation, await collect(items, columns.pick), columns);

/** Tells items as lines, or with `--json` as one array. */
export const tellAll = async (
  invocation: Invocation,
  items: AsyncIterable<DocumentItem>,
  onWritten: OnWritten = () => undefined,
): Promise<void> => {
  if (invocation.values['json'] !== true) return tellLines(invocation, items, onWritten);
  const found = await collect(items, (item) => {
    warnUnproven(invocation.io, item);
    return item.kind === 'end' ? undefined : item;
  });
  return writeJsonList(invocation.io, found);
};
