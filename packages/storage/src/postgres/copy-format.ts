import type { Bulk, Row } from '../sql/work.js';

// https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const END = -1;
const NULL = -1;

const integerOf = (bytes: Buffer): number => {
  if (bytes.length === 8) return Number(bytes.readBigInt64BE());
  return bytes.readIntBE(0, bytes.length);
};

/**
 * The rows of COPY's binary form: integers of up to eight bytes as numbers, bytes as they are, in the memory of the
 * whole. Throws when it is cut off or has other columns.
 */
export const readCopy = (whole: Buffer, columns: Bulk['bulk']): readonly Row[] => {
  const kinds = Object.entries(columns);
  let at = 0;
  const take = (length: number): Buffer => {
    if (at + length > whole.length) throw new RangeError('what PostgreSQL copied is cut off');
    at += length;
    return whole.subarray(at - length, at);
  };
  if (!take(SIGNATURE.length).equals(SIGNATURE)) throw new RangeError('that is no copy in binary form');
  take(4);
  take(take(4).readUInt32BE());
  const rows: Row[] = [];
  for (let fields = take(2).readInt16BE(); fields !== END; fields = take(2).readInt16BE()) {
    if (fields !== kinds.length)
      throw new RangeError(`PostgreSQL copied ${fields} columns, not ${kinds.length}`);
    const row = kinds.map(([name, kind]): readonly [string, unknown] => {
      const length = take(4).readInt32BE();
      if (length === NULL) return [name, null];
      const bytes = take(length);
      return [name, kind === 'integer' ? integerOf(bytes) : bytes];
    });
    rows.push(Object.fromEntries(row));
  }
  return rows;
};
