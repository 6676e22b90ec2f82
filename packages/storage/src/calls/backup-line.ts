import {
  Account,
  AuditEntry,
  Batch,
  HostReport,
  KeptMap,
  LoginRecord,
  MapHost,
  OutgoingMail,
  Scan,
  Schedule,
  Watch,
} from '@openguard/model';
import * as t from 'io-ts';
import { HistoryRow } from './history-backup.js';

/** The form of the lines; a change that an older reader would misread raises it. */
export const BACKUP_VERSION = 2;

/** The first line: what follows, of which kind of reports, and the last serial number that was given. */
export const BackupHead = t.type({
  openguard: t.literal('backup'),
  version: t.number,
  kind: t.keyof({ unset: null, real: null, simulated: null }),
  serial: t.number,
});
export type BackupHead = t.TypeOf<typeof BackupHead>;

/**
 * Any line between the first and the last. A job is followed by its batches and its hosts; `written` is the base64 of
 * the bytes of a host.
 */
export const BackupItem = t.union([
  t.type({ host: t.union([HostReport, MapHost]), written: t.string }),
  t.type({ batch: Batch }),
  t.intersection([
    t.type({ job: t.union([Scan, KeptMap]), heldAt: t.number }),
    t.partial({ stopReason: t.string }),
  ]),
  t.type({ account: Account }),
  t.type({ mail: OutgoingMail }),
  t.type({ login: LoginRecord }),
  t.type({ schedule: Schedule }),
  t.type({ watch: Watch }),
  t.type({ audit: AuditEntry }),
  HistoryRow,
]);
export type BackupItem = t.TypeOf<typeof BackupItem>;

/** The last line: how many lines there were before it, and the SHA-256 of them with their ends. */
export const BackupTail = t.type({ end: t.type({ lines: t.number, sha256: t.string }) });
export type BackupTail = t.TypeOf<typeof BackupTail>;
