import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCopy } from './copy-format.js';

const COLUMNS = { address: 'integer', form: 'integer', bytes: 'bytes' } as const;

interface Wanted {
  readonly address: number;
  readonly form: number;
  readonly bytes: Uint8Array | null;
}

const sized = (bytes: Uint8Array | null): Buffer => {
  const head = Buffer.alloc(4);
  head.writeInt32BE(bytes === null ? -1 : bytes.length);
  return Buffer.concat([head, bytes ?? new Uint8Array()]);
};

const rowOf = ({ address, form, bytes }: Wanted): Buffer => {
  const wide = Buffer.alloc(8);
  wide.writeBigInt64BE(BigInt(address));
  const narrow = Buffer.alloc(2);
  narrow.writeInt16BE(form);
  return Buffer.concat([Buffer.of(0, 3), sized(wide), sized(narrow), sized(bytes)]);
};

/** As the manual of PostgreSQL has it, with an extension of the header that a reader has to skip. */
const copyOf = (rows: readonly Wanted[], extension = new Uint8Array()): Buffer =>
  Buffer.concat([
    Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
    Buffer.alloc(4),
    sized(extension),
    ...rows.map(rowOf),
    Buffer.of(0xff, 0xff),
  ]);

const anyRow = fc.record({
  address: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  form: fc.integer({ min: -1, max: 2 }),
  bytes: fc.option(fc.uint8Array({ maxLength: 40 })),
});

it('reads what was copied, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 5 }), fc.uint8Array({ maxLength: 9 }), (rows, extension) => {
      const read = readCopy(copyOf(rows, extension), COLUMNS);
      expect(read).toEqual(
        rows.map(({ bytes, ...rest }) => ({ ...rest, bytes: bytes === null ? null : Buffer.from(bytes) })),
      );
    }),
  );
});

it('takes nothing that is cut off', () => {
  const whole = copyOf([
    { address: 7, form: 1, bytes: Buffer.from('<IP/>') },
    { address: 8, form: 0, bytes: null },
  ]);
  for (let length = 0; length < whole.length; length += 1)
    expect(() => readCopy(whole.subarray(0, length), COLUMNS), `${length} bytes`).toThrow(RangeError);
});

it('takes neither other columns nor another form', () => {
  const whole = copyOf([{ address: 7, form: 1, bytes: null }]);
  expect(() => readCopy(whole, { address: 'integer' })).toThrow(/3 columns, not 1/);
  expect(() => readCopy(Buffer.from('7\t1\t\\N\n'.repeat(5)), COLUMNS)).toThrow(/no copy in binary form/);
});
