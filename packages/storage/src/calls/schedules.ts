import { Schedule } from '@openguard/model';
import type { ScheduleStore } from '../port/schedule-store.js';
import { textOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, rowsOf, type Row, type Work } from '../sql/work.js';
import { readRecord, writeRecord } from './record.js';

const nameOf = (place: string, id: string) => ({ place, what: `schedule ${JSON.stringify(id)}` });

/** Adds a schedule, as a part of other work. */
export function* insertSchedule(place: string, schedule: Schedule): Work<void> {
  const { id, account, createdAt, nextAt, paused } = schedule;
  yield* changesOf(
    `INSERT INTO schedule (id, account, created_at, next_at, paused, record) VALUES ($1, $2, $3, $4, $5, $6)`,
    ...[id, account, createdAt, nextAt, Number(paused)],
    writeRecord(Schedule, schedule, nameOf(place, id)),
  );
}

/** The calls of a store that are about scans that recur. */
export const scheduleCalls = ({ place, call }: Database): ScheduleStore => {
  const read = (row: Row): Schedule => readRecord(Schedule, row['record'], nameOf(place, textOf(row, 'id')));
  return {
    addSchedule: (schedule) => call('add a schedule', 'together', () => insertSchedule(place, schedule)),
    listSchedules: () =>
      call('list schedules', 'apart', function* () {
        return (yield* rowsOf('SELECT id, record FROM schedule ORDER BY created_at, id')).map(read);
      }),
    dueSchedules: (now) =>
      call('list schedules that are due', 'apart', function* () {
        const rows = yield* rowsOf(
          'SELECT id, record FROM schedule WHERE paused = 0 AND next_at <= $1 ORDER BY next_at, id',
          now,
        );
        return rows.map(read);
      }),
    updateSchedule: (schedule, seen) =>
      call('update a schedule', 'together', function* () {
        const { id, nextAt, paused } = schedule;
        const changed = yield* changesOf(
          'UPDATE schedule SET next_at = $2, paused = $3, record = $4 WHERE id = $1 AND record = $5',
          ...[id, nextAt, Number(paused)],
          writeRecord(Schedule, schedule, nameOf(place, id)),
          writeRecord(Schedule, seen, nameOf(place, id)),
        );
        return changed > 0;
      }),
    removeSchedule: (id) =>
      call('remove a schedule', 'together', function* () {
        return (yield* changesOf('DELETE FROM schedule WHERE id = $1', id)) > 0;
      }),
  };
};
