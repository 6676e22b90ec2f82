import { OpenGuardError } from '@openguard/errors';
import { parseReportDate, type Acceptance } from '@openguard/model';
import { acceptanceTable, printable } from '@openguard/render';
import type { History } from '@openguard/service';
import type { Command, Invocation } from '../command.js';
import { HISTORY_HELP, HISTORY_OPTIONS, ofKindAsked, readHistory, withHistory } from '../history-store.js';
import { say } from '../io.js';
import { write, writeJson } from '../output.js';
import { unknownCheck } from '../unknown-check.js';

const DAY_MS = 86_400_000;

const usage = (reason: string): never => {
  throw new OpenGuardError('OG_USAGE', `accept: ${reason}; see openguard accept --help`);
};

const textOf = ({ values }: Invocation, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

/** The end of a day, UTC. */
const endOf = (day: string): number => {
  const time = parseReportDate(`${day}T00:00:00Z`);
  return time === undefined ? usage('--until is a day of the calendar, such as 2027-06-30') : time + DAY_MS;
};

const listAll = async (invocation: Invocation): Promise<number> => {
  const simulated = invocation.values['simulated'] === true;
  const all = await readHistory(invocation, simulated, (history) => history.acceptances(), []);
  if (invocation.values['json'] === true) await writeJson(invocation.io, all);
  else await write(invocation.io, acceptanceTable(all, Date.now()));
  return 0;
};

const withdraw = async (invocation: Invocation, id: string): Promise<number> => {
  const owner = textOf(invocation, 'owner') ?? usage('give --owner');
  const simulated = invocation.values['simulated'] === true;
  const work = (history: History): Promise<Acceptance> => history.withdraw(id, owner);
  const withdrawn =
    (await readHistory<Acceptance | undefined>(invocation, simulated, work, undefined)) ??
    usage('no risk was accepted yet');
  if (invocation.values['json'] === true) await writeJson(invocation.io, withdrawn);
  else await write(invocation.io, `${id}: ${printable(withdrawn.check)} is accepted no more\n`);
  return 0;
};

const acceptRisk = (invocation: Invocation, check: string): Promise<number> => {
  const [targets, port] = [textOf(invocation, 'on'), textOf(invocation, 'port')];
  const risk = {
    check,
    owner: textOf(invocation, 'owner') ?? usage('give --owner'),
    reason: textOf(invocation, 'reason') ?? usage('give --reason'),
    until: endOf(textOf(invocation, 'until') ?? usage('give --until')),
    ...(targets === undefined ? {} : { targets }),
    ...(port === undefined ? {} : { port }),
  };
  return withHistory(invocation, invocation.values['simulated'] === true, async (history) => {
    const accepted = await history.accept(risk);
    if (invocation.values['json'] === true) await writeJson(invocation.io, accepted);
    else
      await write(
        invocation.io,
        `${accepted.id}: ${printable(check)} is accepted to the end of ${textOf(invocation, 'until') ?? ''}; it is still shown\n`,
      );
    const unknown = await unknownCheck(history, accepted);
    if (unknown !== undefined) say(invocation.io, `openguard: ${unknown}`);
    return 0;
  });
};

/** Accepted risks. */
export const accept: Command = {
  name: 'accept',
  usage: 'openguard accept [CHECK] --owner NAME --reason TEXT --until DAY',
  help: `Accepts the risk of a check's findings until the end of a day (UTC): they are still shown, and do not fail a gate.
Of a check that the history does not know there, it says so; the acceptance counts all the same. Without CHECK, lists
what is accepted.

  --owner NAME                    who answers for it
  --reason TEXT                   why it is accepted
  --until DAY                     the last day that it counts, such as 2027-06-30
  --on TARGETS                    on these hosts alone
  --port tcp/443                  on this port alone
  --withdraw ID                   take it back; with --owner
  --simulated                     in the history of simulated reports
${HISTORY_HELP}`,
  example:
    'openguard accept ftp_anonymous --on 192.0.2.7 --owner ann --reason "public mirror" --until 2027-06-30',
  options: {
    ...HISTORY_OPTIONS,
    owner: { type: 'string' },
    reason: { type: 'string' },
    until: { type: 'string' },
    on: { type: 'string' },
    port: { type: 'string' },
    withdraw: { type: 'string' },
    simulated: { type: 'boolean' },
  },
  run: async (invocation) => {
    const [check, extra] = invocation.positionals;
    if (extra !== undefined) usage('give one CHECK');
    const id = textOf(invocation, 'withdraw');
    if (id !== undefined && check !== undefined) usage('give CHECK or --withdraw, not both');
    return ofKindAsked(invocation.values['simulated'] === true, () => {
      if (id !== undefined) return withdraw(invocation, id);
      return check === undefined ? listAll(invocation) : acceptRisk(invocation, check);
    });
  },
};
