import type { Address } from '@openguard/targets';

/** The highest address that there is. */
export const LAST_ADDRESS: Address = 2 ** 32 - 1;

/** How much one statement reads of the hosts of a job: bytes of records or written ones. */
const PAGE_SIZES = { record: 256 * 1024, written: 1024 * 1024 } as const;

/** And how many hosts at most. */
const PAGE_HOSTS = 256;

const OF_JOB = 'host.job = (SELECT id FROM job WHERE ref = $1)';
const WITH_WRITTEN = 'host LEFT JOIN written ON written.job = host.job AND written.address = host.address';

/**
 * The first hosts of a job ($1) from an address ($2) to another ($3), as many as a page holds and at least one. A
 * page instead of an open cursor holds back no writer. Sizes are known without reading what they are the sizes of.
 */
const nextHosts = (from: string, size: string, wanted: string, pageSize: number): string => `
  SELECT host.address AS address, ${wanted} FROM ${from}
  WHERE ${OF_JOB} AND host.address >= $2 AND host.address <= (
    SELECT max(address) FROM (
      SELECT address, sum(size) OVER (ORDER BY address) - size AS before FROM (
        SELECT host.address AS address, ${size} AS size FROM ${from}
        WHERE ${OF_JOB} AND host.address >= $2 AND host.address <= $3
        ORDER BY host.address LIMIT ${PAGE_HOSTS}
      ) AS sized
    ) AS summed WHERE before < ${pageSize}
  )
  ORDER BY host.address`;

/** The records of the next hosts. */
export const NEXT_RECORDS = nextHosts('host', 'octet_length(record)', 'record', PAGE_SIZES.record);

/** The columns of `NEXT_WRITTEN`. */
export const WRITTEN_COLUMNS = {
  address: 'integer',
  form: 'integer',
  size: 'integer',
  bytes: 'bytes',
} as const;

/** The written bytes of the next hosts, their form, and their size if they are packed; of one without them, NULL. */
export const NEXT_WRITTEN = nextHosts(
  WITH_WRITTEN,
  'coalesce(size, octet_length(bytes), 0)',
  'host.written AS form, size, coalesce(packed, bytes) AS bytes',
  PAGE_SIZES.written,
);
