import type { Address } from '@openguard/targets';

/** The highest address that there is. */
export const LAST_ADDRESS: Address = 2 ** 32 - 1;

/** How much one statement reads of the hosts of a job: bytes of records or written ones. */
const PAGE_SIZES = { record: 256 * 1024, written: 1024 * 1024 } as const;

/** And how many hosts at most. */
const PAGE_HOSTS = 256;

const OF_JOB = 'host.job = (SELECT id FROM job WHERE ref = $1)';
/** As many hosts from an address ($2) to another ($3) as a page may have at most. */
const candidates = (columns: string): string => `
  SELECT ${columns} FROM host WHERE ${OF_JOB} AND host.address >= $2 AND host.address <= $3
  ORDER BY host.address LIMIT ${PAGE_HOSTS}`;

/**
 * The first hosts of a job ($1) from an address ($2) to another ($3), as many as a page holds and at least one. A
 * page instead of an open cursor holds back no writer. `sized` has the sizes of the candidates, and does not read what
 * they are the sizes of.
 */
const nextHosts = (from: string, wanted: string, sized: string, pageSize: number): string => `
  SELECT host.address AS address, ${wanted} FROM ${from}
  WHERE ${OF_JOB} AND host.address >= $2 AND host.address <= (
    SELECT max(address) FROM (
      SELECT address, sum(size) OVER (ORDER BY address) - size AS before FROM (${sized}) AS sized
    ) AS summed WHERE before < ${pageSize}
  )
  ORDER BY host.address`;

/** The records of the next hosts. */
export const NEXT_RECORDS = nextHosts(
  'host',
  'record',
  candidates('host.address AS address, octet_length(record) AS size'),
  PAGE_SIZES.record,
);

/** The columns of `NEXT_WRITTEN`. */
export const WRITTEN_COLUMNS = {
  address: 'integer',
  form: 'integer',
  size: 'integer',
  bytes: 'bytes',
} as const;

const WITH_WRITTEN = 'host LEFT JOIN written ON written.job = host.job AND written.address = host.address';

/** Looked up host by host: that is as many as a page may have, where a join may well be made of the whole table. */
const WRITTEN_SIZE = `
  coalesce((
    SELECT coalesce(written.size, octet_length(written.bytes)) FROM written
    WHERE written.job = host.job AND written.address = host.address
  ), 0)`;

/** The written bytes of the next hosts, their form, and their size if they are packed; of one without them, NULL. */
export const NEXT_WRITTEN = nextHosts(
  WITH_WRITTEN,
  'host.written AS form, size, coalesce(packed, bytes) AS bytes',
  candidates(`host.address AS address, ${WRITTEN_SIZE} AS size`),
  PAGE_SIZES.written,
);

/** Whether written bytes of hosts, of these lengths, are fewer than a page holds: then there are no more. */
export const isLastPage = (lengths: readonly number[]): boolean =>
  lengths.length < PAGE_HOSTS && lengths.reduce((sum, length) => sum + length, 0) < PAGE_SIZES.written;
