/** Marks the file as ours in SQLite's header ("OGrd"), so that no other program's database is taken for a store. */
export const APPLICATION_ID = 0x4f477264;

/**
 * The steps from an empty file to today's schema. `PRAGMA user_version` counts the steps that a file has
 * behind it: a step is never changed once released, only followed by another.
 *
 * Ranges of addresses are kept as the networks that make them up (see networks.ts): an address is found by
 * 33 look-ups of equality, where an index over first and last would be walked from one end.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    kind TEXT NOT NULL CHECK (kind IN ('unset', 'real', 'simulated')),
    serial INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE account (
    name TEXT PRIMARY KEY,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE scan (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    serial INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    state TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX scan_by_start ON scan (account, started_at DESC, serial DESC);
  CREATE INDEX scan_running ON scan (started_at, serial) WHERE state = 'running';

  CREATE TABLE scan_network (
    account TEXT NOT NULL,
    network INTEGER NOT NULL,
    scan INTEGER NOT NULL REFERENCES scan (id) ON DELETE CASCADE,
    PRIMARY KEY (account, network, scan)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX scan_network_scan ON scan_network (scan);

  CREATE TABLE host (
    scan INTEGER NOT NULL REFERENCES scan (id) ON DELETE CASCADE,
    address INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (scan, address)
  ) STRICT;
  `,
  `
  CREATE TABLE map (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    serial INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    state TEXT NOT NULL,
    domain TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX map_by_start ON map (account, started_at DESC, serial DESC);
  CREATE INDEX map_by_domain ON map (account, domain, started_at DESC, serial DESC);
  CREATE INDEX map_running ON map (started_at, serial) WHERE state = 'running';

  CREATE TABLE map_host (
    map INTEGER NOT NULL REFERENCES map (id) ON DELETE CASCADE,
    address INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (map, address)
  ) STRICT;
  `,
];
