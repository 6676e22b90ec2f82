import type { PoolClient } from 'pg';
import type { Bulk, Row } from '../sql/work.js';
import { readCopy } from './copy-format.js';

/** Room to begin with, bytes: most replies are small, and a large one doubles it a few times. */
const ROOM = 64 * 1024;

/** Bytes that come in pieces whose memory is used again, in one place: many buffers of some size are dear to clear away. */
class Gathered {
  #room = Buffer.allocUnsafeSlow(ROOM);
  #length = 0;

  add(piece: Buffer): void {
    const length = this.#length + piece.length;
    if (length > this.#room.length) {
      const larger = Buffer.allocUnsafeSlow(2 * length);
      this.#room.copy(larger, 0, 0, this.#length);
      this.#room = larger;
    }
    piece.copy(this.#room, this.#length);
    this.#length = length;
  }

  bytes(): Buffer {
    return this.#room.subarray(0, this.#length);
  }
}

/** What COPY sends for a statement, whole. The client library waits, and tells what is refused, as of any statement. */
const copied = async (client: PoolClient, sql: string): Promise<Buffer> => {
  const { Query } = await import('pg');
  return new Promise((resolve, reject) => {
    const whole = new Gathered();
    const query = new Query(`COPY (${sql}) TO STDOUT (FORMAT binary)`, (error: Error | null | undefined) => {
      if (error === undefined || error === null) resolve(whole.bytes());
      else reject(error);
    });
    const handleCopyData = ({ chunk }: { readonly chunk: Buffer }) => whole.add(chunk);
    client.query(Object.assign(query, { handleCopyData }));
  });
};

/**
 * The rows of a statement that holds bytes, sent by COPY in its binary form: as they are, where the client library
 * has all else as text, bytes as hexadecimal digits. COPY takes no values beside the statement, so they stand in it.
 */
export const copyRows = async (client: PoolClient, { sql, values, bulk }: Bulk): Promise<readonly Row[]> => {
  const literals = values.map((value) =>
    typeof value === 'number' ? String(value) : client.escapeLiteral(value),
  );
  const text = sql.replace(/\$([0-9]+)/g, (_, number: string) => literals[Number(number) - 1] ?? 'NULL');
  return readCopy(await copied(client, text), bulk);
};
