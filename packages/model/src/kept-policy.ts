import * as t from 'io-ts';

/**
 * A policy of an account whose posture was imported. `id` is the number that the policy has with whoever evaluated it.
 * Times are milliseconds since 1970, UTC.
 */
export const KeptPolicy = t.readonly(
  t.type({ account: t.string, id: t.number, title: t.string, postures: t.number, importedAt: t.number }),
  'KeptPolicy',
);
export type KeptPolicy = t.TypeOf<typeof KeptPolicy>;

/** A report that was imported for an account, to be fetched. `root`: its root element; `size`: in bytes. */
export const KeptReport = t.readonly(
  t.type({
    account: t.string,
    id: t.number,
    title: t.string,
    root: t.string,
    size: t.number,
    importedAt: t.number,
  }),
  'KeptReport',
);
export type KeptReport = t.TypeOf<typeof KeptReport>;
