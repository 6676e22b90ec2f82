import type { Schedule } from '@openguard/model';
import { ALL_PROFILES } from '@openguard/scan-engine';
import { createSchedules } from '@openguard/service';
import { randomBytes } from 'node:crypto';
import { parseCount, parseStrictly, usage } from './arguments.js';
import { STORE_HELP, STORE_OPTIONS, withStore } from './store-options.js';
import { visible } from './visible.js';

const PROFILE_NAMES = ALL_PROFILES.map(({ name }) => name);

const HELP = `openguard-server schedule add|list|pause|resume|remove [ID] [options]

  add                      a scan that recurs; what it may scan is asked anew at every run
  list                     all schedules with their titles, what they scan and leave out, when they are due, and what
                           came of the last run
  pause ID, resume ID      let it rest, and go on; what was missed is not made up for
  remove ID                for good; its reports stay

  --account NAME           whose scan it is (add), and whose schedules to list; all unless told (list)
  --targetip LIST          what is scanned (add); it has to be the account's own at every run
  --exclude LIST           what is left out of that (add)
  --cron "M H D M W"       when: minute, hour, day of the month, month, day of the week (add); names such as MON, lists,
                           ranges, steps; L is the last day of the month, 5L its last Friday, 1#2 its second Monday
  --zone NAME              the time zone of that, such as Europe/Berlin; UTC unless told (add)
  --option PROFILE         how it is scanned: ${PROFILE_NAMES.join(', ')}; the first unless told (add).
                           The last two need a server with --allow-external and --allow-intrusive
  --title TEXT             what its reports are called (add)
  --start-within MINUTES   how late it may begin; 60 unless told, a week at most (add)
  --end-within MINUTES     when it is stopped, counted from when it was due, a week at most; what is left is told as
                           not scanned (add)
  --json                   as JSON (list)
${STORE_HELP}
Example: openguard-server schedule add --account ann --targetip 192.0.2.0/28 --cron '0 3 * * 1' --zone Europe/Berlin
`;

const OPTIONS = {
  ...STORE_OPTIONS,
  account: { type: 'string' },
  targetip: { type: 'string' },
  exclude: { type: 'string' },
  cron: { type: 'string' },
  zone: { type: 'string' },
  option: { type: 'string' },
  title: { type: 'string' },
  'start-within': { type: 'string' },
  'end-within': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseStrictly<{ readonly options: typeof OPTIONS }>>['values'];
type Schedules = ReturnType<typeof createSchedules>;

const DEFAULT_START_MINUTES = 60;

const add = async (schedules: Schedules, values: Values): Promise<void> => {
  const { account, targetip, exclude = '', cron, zone = 'UTC', option = '', title } = values;
  if (account === undefined || targetip === undefined || cron === undefined)
    throw usage('schedule add needs --account, --targetip and --cron');
  const { 'start-within': start, 'end-within': end } = values;
  const { id, nextAt } = await schedules.add({
    ...{ account, targets: targetip, exclude, cron, zone, option },
    title: title ?? `Scheduled assessment of ${targetip.slice(0, 150)}`,
    startMinutes: start === undefined ? DEFAULT_START_MINUTES : parseCount('--start-within', start),
    ...(end === undefined ? {} : { runMinutes: parseCount('--end-within', end) }),
  });
  process.stdout.write(`${id}: due first at ${new Date(nextAt).toISOString()}\n`);
};

const rowOf = ({ nextAt, createdAt, lastAt, ...rest }: Schedule) => ({
  ...rest,
  created: new Date(createdAt).toISOString(),
  ...(rest.paused ? {} : { next: new Date(nextAt).toISOString() }),
  ...(lastAt === undefined ? {} : { last: new Date(lastAt).toISOString() }),
});

const list = async (schedules: Schedules, { account: whose, json }: Values): Promise<void> => {
  const rows = (await schedules.list(whose)).map(rowOf);
  if (json === true) {
    process.stdout.write(`${JSON.stringify(rows)}\n`);
    return;
  }
  for (const row of rows) {
    const { id, account, title, cron, zone, targets, exclude, next = 'paused', last = '-' } = row;
    const scanned = exclude === '' ? targets : `${targets} without ${exclude}`;
    const came = [last, row.lastRef ?? '-', row.lastOutcome ?? '-'];
    const cells = [id, account, title, `${cron} ${zone}`, scanned, next, ...came];
    process.stdout.write(`${[...cells, `missed ${row.missed}`].map(visible).join('\t')}\n`);
  }
};

/** `openguard-server schedule …`: an operator's work on scans that recur. */
export const scheduleCommand = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  const [action, id, extra] = positionals;
  if (values.help === true || action === undefined) {
    process.stdout.write(HELP);
    return values.help === true ? 0 : 2;
  }
  if (!['add', 'list', 'pause', 'resume', 'remove'].includes(action))
    throw usage(`unknown action ${JSON.stringify(action)} of schedule`);
  const takesId = action !== 'add' && action !== 'list';
  if (extra !== undefined || (id === undefined) === takesId)
    throw usage(takesId ? `schedule ${action} takes one ID` : `schedule ${action} takes no ID`);
  await withStore(values, async (store) => {
    const newId = (): string => randomBytes(4).toString('hex');
    const schedules = createSchedules({ store, clock: Date.now, newId, profiles: PROFILE_NAMES });
    if (action === 'add') return add(schedules, values);
    if (action === 'pause') return schedules.pause(id ?? '');
    if (action === 'resume') return schedules.resume(id ?? '');
    if (action === 'remove') return schedules.remove(id ?? '');
    return list(schedules, values);
  });
  return 0;
};
