import type { Address } from '@openguard/targets';

/** The highest address that there is. */
export const LAST_ADDRESS: Address = 2 ** 32 - 1;

/** How much one statement reads of the hosts of a job: bytes of records or written ones. */
const PAGE_SIZE = 256 * 1024;

/** And how many hosts at most. */
const PAGE_HOSTS = 256;

/**
 * The first hosts of a job ($1) from an address ($2) to another ($3), as many as a page holds and at least one. A
 * page instead of an open cursor holds back no writer. Sizes are known without reading what they are the sizes of.
 */
const nextHosts = (
  table: 'host' | 'written',
  column: 'record' | 'bytes',
  wanted: string = column,
): string => `
  SELECT address, ${wanted} FROM ${table}
  WHERE job = (SELECT id FROM job WHERE ref = $1) AND address >= $2 AND address <= (
    SELECT max(address) FROM (
      SELECT address, sum(size) OVER (ORDER BY address) - size AS before FROM (
        SELECT address, octet_length(${column}) AS size FROM ${table}
        WHERE job = (SELECT id FROM job WHERE ref = $1) AND address >= $2 AND address <= $3
        ORDER BY address LIMIT ${PAGE_HOSTS}
      ) AS sized
    ) AS summed WHERE before < ${PAGE_SIZE}
  )
  ORDER BY address`;

/** The records of the next hosts. */
export const NEXT_RECORDS = nextHosts('host', 'record');

/** The written bytes of the next hosts. */
export const NEXT_WRITTEN = nextHosts('written', 'bytes', 'BULK(bytes)');
