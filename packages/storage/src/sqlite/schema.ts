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
  // Scans and maps become jobs of one table, and their work is cut into batches.
  `
  DROP INDEX scan_by_start;
  DROP INDEX scan_running;
  ALTER TABLE scan RENAME TO job;
  ALTER TABLE job ADD COLUMN kind TEXT NOT NULL DEFAULT 'scan';
  ALTER TABLE job ADD COLUMN domain TEXT;
  ALTER TABLE job ADD COLUMN ended_at INTEGER;
  ALTER TABLE job ADD COLUMN held_at INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE job ADD COLUMN stop_reason TEXT;
  INSERT INTO job (ref, kind, account, serial, started_at, saved, state, domain, record)
    SELECT ref, 'map', account, serial, started_at, saved, state, domain, record FROM map ORDER BY id;
  UPDATE job SET held_at = started_at, ended_at = CASE WHEN state <> 'running' THEN
    coalesce(CASE WHEN json_valid(record) THEN CAST(record ->> '$.endedAt' AS INTEGER) END, started_at) END;

  ALTER TABLE scan_network RENAME TO job_network;
  ALTER TABLE job_network RENAME COLUMN scan TO job;
  ALTER TABLE host RENAME COLUMN scan TO job;
  ALTER TABLE host ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
  INSERT INTO host (job, address, record)
    SELECT job.id, map_host.address, map_host.record
    FROM map_host JOIN map ON map.id = map_host.map JOIN job ON job.ref = map.ref;
  DROP TABLE map_host;
  DROP TABLE map;

  CREATE INDEX job_by_start ON job (account, kind, started_at DESC, serial DESC);
  CREATE INDEX job_by_domain ON job (account, domain, started_at DESC, serial DESC) WHERE kind = 'map';
  CREATE INDEX job_running ON job (started_at, serial) WHERE state = 'running';
  CREATE INDEX job_ended ON job (ended_at) WHERE state <> 'running';
  CREATE INDEX job_unsaved ON job (started_at, serial) WHERE saved = 0;
  CREATE INDEX host_unwritten ON host (job, address) WHERE written = 0;

  CREATE TABLE written (
    job INTEGER NOT NULL,
    address INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (job, address),
    FOREIGN KEY (job, address) REFERENCES host (job, address) ON DELETE CASCADE
  ) STRICT;

  CREATE TABLE batch (
    job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    targets TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open',
    attempts INTEGER NOT NULL DEFAULT 0,
    progress REAL NOT NULL DEFAULT 0,
    not_alive TEXT NOT NULL DEFAULT '',
    failure TEXT,
    PRIMARY KEY (job, number)
  ) STRICT;

  ALTER TABLE account ADD COLUMN email TEXT;
  CREATE UNIQUE INDEX account_by_email ON account (email) WHERE email IS NOT NULL;

  CREATE TABLE mail (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX mail_due ON mail (next_at, created_at, id) WHERE state = 'queued';
  CREATE INDEX mail_account ON mail (account);

  CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    account TEXT NOT NULL,
    action TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_time ON audit (at, id);
  CREATE INDEX audit_by_account ON audit (account, at, id);
  CREATE TRIGGER audit_grows BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER audit_stays BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  `,
  // What the public knows of vulnerabilities.
  `
  CREATE TABLE known (
    cve TEXT PRIMARY KEY,
    record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE affected (
    product TEXT NOT NULL,
    cve TEXT NOT NULL,
    PRIMARY KEY (product, cve)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX affected_by_cve ON affected (cve);
  CREATE TABLE exploited (
    cve TEXT PRIMARY KEY,
    since TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE forecast (
    cve TEXT PRIMARY KEY,
    likelihood TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // The history of findings. A place is an address times 2^20, plus the number of a finding on its host.
  `
  ALTER TABLE job ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX job_to_take ON job (started_at, serial)
    WHERE taken = 0 AND saved = 1 AND kind = 'scan' AND state <> 'running';

  CREATE TABLE taken (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    at INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (account, digest)
  ) STRICT;
  CREATE TABLE known_host (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    address INTEGER NOT NULL,
    visited_at INTEGER NOT NULL,
    numbers INTEGER NOT NULL,
    name TEXT,
    os TEXT,
    PRIMARY KEY (account, address)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tested (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (account, digest)
  ) STRICT;
  CREATE TABLE visit (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    address INTEGER NOT NULL,
    digest TEXT NOT NULL,
    tested TEXT NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY (account, address, digest)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE finding (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    key TEXT NOT NULL,
    check_id TEXT NOT NULL,
    port INTEGER,
    protocol TEXT,
    section TEXT NOT NULL,
    severity INTEGER NOT NULL,
    state TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    last_tested INTEGER NOT NULL,
    times_found INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    fixed_at INTEGER,
    evidence TEXT,
    missed_at INTEGER,
    missed_reason TEXT,
    essence TEXT NOT NULL,
    PRIMARY KEY (account, place)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE fact (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (account, place)
  ) STRICT;
  CREATE TABLE finding_event (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    at INTEGER NOT NULL,
    digest TEXT NOT NULL,
    what TEXT NOT NULL,
    section TEXT NOT NULL,
    severity INTEGER NOT NULL,
    was_section TEXT,
    was_severity INTEGER,
    lasted INTEGER,
    PRIMARY KEY (account, place, at, digest)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE acceptance (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    id TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (account, id)
  ) STRICT;
  `,
  // Authentication records.
  `
  CREATE TABLE login (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX login_by_account ON login (account, id);
  `,
  // Hosts have a number in their account, which is given once.
  `
  ALTER TABLE known_host ADD COLUMN id INTEGER NOT NULL DEFAULT 0;
  UPDATE known_host SET id = numbered.id
    FROM (
      SELECT account, address, row_number() OVER (PARTITION BY account ORDER BY address) AS id FROM known_host
    ) AS numbered
    WHERE numbered.account = known_host.account AND numbered.address = known_host.address;
  CREATE UNIQUE INDEX known_host_by_id ON known_host (account, id);

  CREATE TABLE host_count (
    account TEXT NOT NULL PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE,
    given INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO host_count (account, given) SELECT account, max(id) FROM known_host GROUP BY account;
  `,
  // Remediation tickets.
  `
  CREATE TABLE ticket (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    address INTEGER NOT NULL,
    key TEXT NOT NULL,
    place INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account, number)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX ticket_by_finding ON ticket (account, address, key);
  `,
  // Scans that recur.
  `
  CREATE TABLE schedule (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    paused INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX schedule_due ON schedule (next_at, id) WHERE paused = 0;
  CREATE INDEX schedule_account ON schedule (account);
  `,
  // The versions that a vulnerability concerns, beside the product; without them they are looked up in its record.
  `
  ALTER TABLE affected ADD COLUMN versions TEXT;
  `,
  // Who is told what is new.
  `
  ALTER TABLE job ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX job_to_tell ON job (account, started_at, serial) WHERE taken = 1 AND told = 0;
  CREATE INDEX finding_event_by_report ON finding_event (account, digest);

  CREATE TABLE watch (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX watch_account ON watch (account);
  `,
  // Imported documents of compliance; the bytes of reports are kept as base64.
  `
  CREATE TABLE policy (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (account, id)
  ) STRICT;
  CREATE TABLE posture (
    account TEXT NOT NULL,
    policy INTEGER NOT NULL,
    id INTEGER NOT NULL,
    host INTEGER NOT NULL,
    address INTEGER NOT NULL,
    control INTEGER NOT NULL,
    status TEXT NOT NULL,
    modified_at INTEGER,
    whole TEXT NOT NULL,
    brief TEXT NOT NULL,
    PRIMARY KEY (account, policy, id),
    FOREIGN KEY (account, policy) REFERENCES policy (account, id) ON DELETE CASCADE
  ) STRICT;
  CREATE TABLE explanation (
    account TEXT NOT NULL,
    policy INTEGER NOT NULL,
    number INTEGER NOT NULL,
    list TEXT NOT NULL,
    written TEXT NOT NULL,
    PRIMARY KEY (account, policy, number),
    FOREIGN KEY (account, policy) REFERENCES policy (account, id) ON DELETE CASCADE
  ) STRICT;
  CREATE TABLE report (
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (account, id)
  ) STRICT;
  CREATE TABLE report_piece (
    account TEXT NOT NULL,
    report INTEGER NOT NULL,
    number INTEGER NOT NULL,
    bytes TEXT NOT NULL,
    PRIMARY KEY (account, report, number),
    FOREIGN KEY (account, report) REFERENCES report (account, id) ON DELETE CASCADE
  ) STRICT;
  `,
  'ALTER TABLE batch ADD COLUMN seconds_left REAL;',
  `
  CREATE TABLE host_lease (
    address INTEGER PRIMARY KEY,
    holder TEXT NOT NULL,
    until INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX host_lease_holder ON host_lease (holder);
  `,
  'ALTER TABLE written ADD COLUMN packed BLOB; ALTER TABLE written ADD COLUMN size INTEGER;',
  // When the name and the operating system of a host were told; and visits may say when others saw what they hold.
  'ALTER TABLE known_host ADD COLUMN named_at INTEGER; ALTER TABLE known_host ADD COLUMN os_at INTEGER;',
  // What is open on a host, by protocol.
  'ALTER TABLE known_host ADD COLUMN open_ports TEXT;',
  // Of when is what the public knows.
  `
  CREATE TABLE known_date (
    cve TEXT PRIMARY KEY,
    modified_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rating_date (
    name TEXT PRIMARY KEY,
    dated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // Fixes that were only inferred are told apart from proven ones.
  `
  UPDATE finding_event SET what = 'inferred'
  WHERE what = 'fixed' AND EXISTS (
    SELECT 1 FROM finding WHERE finding.account = finding_event.account AND finding.place = finding_event.place
      AND finding.state = 'fixed' AND finding.evidence = 'inferred' AND finding.fixed_at = finding_event.at);
  `,
];
