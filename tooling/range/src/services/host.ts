import type { Service } from '../plant.js';

/** Changes the filter of the host; `undefined` leaves it as it is, with no service at all. */
export const hostRule =
  (rule?: string): Service =>
  () => ({
    files: {},
    script: `${rule === undefined ? '' : `nft '${rule}'\n`}exec sleep infinity`,
  });
