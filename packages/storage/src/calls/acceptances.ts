import { Acceptance } from '@openguard/model';
import type { AcceptanceStore } from '../port/acceptance-store.js';
import { textOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, rowsOf, type Work } from '../sql/work.js';
import { readRecord, writeRecord } from './record.js';

const nameOf = (place: string, id: string) => ({ place, what: `acceptance ${JSON.stringify(id)}` });

function* put(place: string, account: string, acceptance: Acceptance): Work<void> {
  yield* changesOf(
    `INSERT INTO acceptance (account, id, accepted_at, record) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account, id) DO UPDATE SET accepted_at = excluded.accepted_at, record = excluded.record`,
    account,
    acceptance.id,
    acceptance.acceptedAt,
    writeRecord(Acceptance, acceptance, nameOf(place, acceptance.id)),
  );
}

/** The calls of a store that are about accepted risks. */
export const acceptanceCalls = ({ place, call }: Database): AcceptanceStore => ({
  putAcceptance: (account, acceptance) =>
    call('keep an accepted risk', 'together', () => put(place, account, acceptance)),
  acceptances: (account) =>
    call('list accepted risks', 'apart', function* () {
      const rows = yield* rowsOf(
        'SELECT id, record FROM acceptance WHERE account = $1 ORDER BY accepted_at, id',
        account,
      );
      return rows.map((row) => readRecord(Acceptance, row['record'], nameOf(place, textOf(row, 'id'))));
    }),
});
