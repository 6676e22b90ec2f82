import { LATER_ENDPOINTS } from '@openguard/protocol';
import type { Store } from '@openguard/storage';
import { expect, it } from 'vitest';
import { createHistory, createTickets, type TicketPage } from '../src/index.js';
import { ANN, ended, freshStore, openHouse, until } from './house.js';
import { madeReport, readable, weekAt, type MadeHost } from './history-reports.js';
import { parseTargetList } from '@openguard/targets';

const IP = '192.0.2.7';
const FTP = { id: 'ftp_anonymous', severity: 4, port: 21 } as const;
const SSH = { id: 'ssh_weak', severity: 2, port: 22, section: 'practice' } as const;
const DAY = 86_400_000;

const host = (findings: MadeHost['findings'], rest: Partial<MadeHost> = {}): MadeHost => ({
  ip: IP,
  findings,
  checks: [FTP.id, SSH.id],
  ...rest,
});

/** Takes in the reports of some weeks, and makes tickets after each. */
const play = async (store: Store, weeks: readonly MadeHost[], from = 0): Promise<void> => {
  const history = createHistory({ store, account: 'ann', clock: () => 0, newId: () => 'x' });
  for (const [index, made] of weeks.entries()) {
    await history.takeIn(madeReport(from + index, [made]));
    const address = parseTargetList(made.ip);
    if (address._tag === 'Left') throw new Error(made.ip);
    const addresses = address.right.addresses.map(({ first }) => first);
    await store.makeTickets('ann', addresses, { sections: ['vuln', 'practice'], severity: 2 });
  }
};

const house = (store: Store, now = weekAt(9)) =>
  createTickets({
    store,
    clock: () => now,
    due: [90, 60, 30, 14, 7],
    numberOfCheck: (id) => (id === FTP.id ? 7_000_001 : 7_000_002),
  });

const told = (page: TicketPage | { readonly number: number; readonly text: string }) =>
  'number' in page
    ? page.number
    : page.tickets.map(({ number, state, reopened }) => `${number} ${state}${reopened ? ' again' : ''}`);

it('a ticket is closed by the scan that proves the fix, and open again when the finding comes back', async () => {
  const store = await freshStore();
  const tickets = house(store);
  const states = async () => told(await tickets.list('ann', { since: 1 }));
  await play(store, [host([FTP, SSH]), host([FTP])]);
  expect(await states()).toEqual(['1 open', '2 closed']);
  // A check that did not run proves nothing.
  await play(store, [host([], { checks: [SSH.id], gaps: [FTP.id] })], 2);
  expect(await states()).toEqual(['1 open', '2 closed']);
  await play(store, [host([]), host([FTP, SSH])], 3);
  expect(await states()).toEqual(['1 open again', '2 open again']);
  const page = await tickets.list('ann', { numbers: '1' });
  expect('tickets' in page ? page.tickets : page).toMatchObject([
    {
      ...{ createdAt: weekAt(0), openedAt: weekAt(4), dueAt: weekAt(4) + 14 * DAY, modifiedAt: weekAt(4) },
      turns: [
        { at: weekAt(0), to: 'open' },
        { at: weekAt(3), from: 'open', to: 'closed' },
        { at: weekAt(4), from: 'closed', to: 'open' },
      ],
    },
  ]);
  // So it stays while it is open, and nobody who asks for what has changed is told anew.
  await play(store, [host([FTP, SSH]), host([FTP, SSH])], 5);
  expect(await states()).toEqual(['1 open again', '2 open again']);
  const since = (week: number) => ({ modifiedSince: new Date(weekAt(week)).toISOString() });
  expect(told(await tickets.list('ann', since(4)))).toEqual(['1 open again', '2 open again']);
  expect(told(await tickets.list('ann', since(5)))).toEqual([]);
  await play(store, [host([FTP])], 7);
  expect(await states()).toEqual(['1 open again', '2 closed']);
  expect(told(await tickets.list('ann', since(5)))).toEqual(['2 closed']);
  await play(store, [host([FTP])], 0);
  expect(await states()).toHaveLength(2);
});

/** Takes in the report of a week without the coverage by which ours prove what is gone. */
const suggest = async (store: Store, week: number, made: MadeHost): Promise<void> => {
  const history = createHistory({ store, account: 'ann', clock: () => 0, newId: () => 'x' });
  const { items } = madeReport(week, [made]);
  const rest = items.filter((item) => item.kind !== 'finding' || item.category !== 'coverage');
  await history.takeIn(readable(`week ${week}`, rest));
};

it('what is only inferred to be gone closes no ticket, reopens none, and gives nobody more time', async () => {
  const store = await freshStore();
  const tickets = house(store);
  const ticket = async () => {
    const page = await tickets.list('ann', { numbers: '1' });
    const [first] = 'tickets' in page ? page.tickets : [];
    return first;
  };
  const [ftp, ssh] = [
    { id: FTP.id, severity: 4 } as const,
    { id: SSH.id, severity: 2, section: 'practice' } as const,
  ];
  await play(store, [host([ftp, ssh])]);
  await suggest(store, 1, host([ssh]));
  const open = {
    ...{ state: 'open', reopened: false, openedAt: weekAt(0), modifiedAt: weekAt(0) },
    turns: [{ at: weekAt(0), to: 'open' }],
  };
  expect(await ticket()).toMatchObject({ ...open, finding: { state: 'fixed', evidence: 'inferred' } });
  await play(store, [host([ftp, ssh])], 2);
  expect(await ticket()).toMatchObject({ ...open, dueAt: weekAt(0) + 14 * DAY });
  await suggest(store, 3, host([ssh]));
  await play(store, [host([ssh])], 4);
  expect(await ticket()).toMatchObject({
    ...{ state: 'closed', closedAt: weekAt(4), modifiedAt: weekAt(4) },
    finding: { fixedAt: weekAt(3), evidence: 'proven' },
    turns: [{ to: 'open' }, { at: weekAt(4), from: 'open', to: 'closed' }],
  });
  // Later hints take nothing back.
  await suggest(store, 5, host([ssh]));
  expect(await ticket()).toMatchObject({ state: 'closed', modifiedAt: weekAt(4) });
  await play(store, [host([ftp, ssh])], 6);
  expect(await ticket()).toMatchObject({ state: 'open', reopened: true, openedAt: weekAt(6) });
});

it('a finding that gets worse changes its ticket, and is due in the time that its new severity has', async () => {
  const store = await freshStore();
  const tickets = house(store);
  const of = (severity: 2 | 3 | 5) => host([{ ...FTP, severity }]);
  const ticket = async (week: number) => {
    const page = await tickets.list('ann', { modifiedSince: new Date(weekAt(week)).toISOString() });
    return 'tickets' in page ? page.tickets[0] : undefined;
  };
  await play(store, [of(3), of(5)]);
  // A month from the beginning would be later than a week from now.
  expect(await ticket(1)).toMatchObject({ modifiedAt: weekAt(1), dueAt: weekAt(2), turns: [{ to: 'open' }] });
  await play(store, [of(5), of(2)], 2);
  expect(await ticket(3)).toMatchObject({ modifiedAt: weekAt(3), dueAt: weekAt(0) + 60 * DAY });
  await play(store, [of(5)], 9);
  expect(await ticket(9)).toMatchObject({ dueAt: weekAt(0) + 60 * DAY });
  await play(store, [of(5)], 10);
  expect(await ticket(10)).toBeUndefined();
});

it('takes no time from a ticket whose finding is only doubted, or gets a little better', async () => {
  const store = await freshStore();
  const page = async () => house(store).list('ann', { numbers: '1' });
  const due = async () => ((told) => ('tickets' in told ? told.tickets[0]?.dueAt : undefined))(await page());
  const of = (severity: 3 | 4 | 5, section: 'vuln' | 'practice') => host([{ ...FTP, severity, section }]);
  await play(store, [of(3, 'vuln'), of(5, 'vuln')]);
  expect(await due()).toBe(weekAt(2));
  // A week or two from the beginning are over by then.
  await play(store, [of(5, 'practice')], 2);
  expect(await due()).toBe(weekAt(2));
  await play(store, [of(4, 'practice')], 3);
  expect(await due()).toBe(weekAt(2));
});

it('the ticket of a host that was purged has its number back, and is told as made when it is found again', async () => {
  const store = await freshStore();
  const tickets = house(store);
  await play(store, [host([FTP]), host([]), host([FTP])]);
  const [known] = await store.hostPage({ account: 'ann', from: 0, to: 99 }, 1);
  await store.purgeHosts('ann', [known?.id ?? 0]);
  expect(told(await tickets.list('ann', { since: 0 }))).toEqual([]);
  await play(store, [host([SSH, FTP])], 3);
  const page = await tickets.list('ann', { modifiedSince: new Date(weekAt(3)).toISOString() });
  expect(told(page)).toEqual(['1 open', '2 open']);
  expect('tickets' in page && page.tickets[0]).toMatchObject({
    ...{ createdAt: weekAt(3), openedAt: weekAt(3), modifiedAt: weekAt(3), finding: { id: FTP.id } },
    turns: [{ at: weekAt(3), to: 'open' }],
  });
});

const FILTERS: readonly (readonly [Readonly<Record<string, string>>, number | readonly string[]])[] = [
  [{}, 1903],
  [{ show_vuln_details: '1' }, 1903],
  [{ vuln_title_contains: '', dns_contains: '' }, 1903],
  [{ asset_groups: 'All' }, 1905],
  [{ states: 'LOST' }, 1905],
  [{ ips: '192.0.2' }, 1905],
  [{ since_ticket_number: '2', until_ticket_number: '1' }, 1905],
  [{ qids: '1,2,3,4,5,6,7,8,9,10,11' }, 1905],
  [{ states: 'OPEN' }, ['1 open']],
  [{ states: 'CLOSED,RESOLVED' }, ['2 closed']],
  [{ states: 'IGNORED' }, []],
  [{ since_ticket_number: '2' }, ['2 closed']],
  [{ until_ticket_number: '1' }, ['1 open']],
  [{ since_ticket_number: '1', until_ticket_number: '1' }, ['1 open']],
  [{ ticket_numbers: '2-9' }, ['2 closed']],
  [{ ticket_assignee: 'ann' }, ['1 open', '2 closed']],
  [{ ticket_assignee: 'bob' }, []],
  [{ overdue: '1' }, ['1 open']],
  [{ overdue: '0' }, ['2 closed']],
  [{ invalid: '1' }, []],
  [{ modified_since_datetime: '2026-01-10' }, ['2 closed']],
  [{ unmodified_since_datetime: '2026-01-10' }, ['1 open']],
  [{ ips: '192.0.2.0/24', vuln_severities: '4-5' }, ['1 open']],
  [{ potential_vuln_severities: '1-5' }, ['2 closed']],
  [{ vuln_severities: '1-3' }, []],
  [{ ips: '10.0.0.1' }, []],
  [{ dns_contains: 'NAME of' }, ['1 open', '2 closed']],
  [{ netbios_contains: 'x' }, []],
  [{ qids: '7000001' }, ['1 open']],
  [{ vuln_title_contains: 'ABOUT ssh' }, ['2 closed']],
  [{ vuln_title_contains: '', states: 'OPEN' }, ['1 open']],
  [{ vuln_details_contains: 'anonymous' }, ['1 open']],
  [{ vendor_ref_contains: 'none of them' }, []],
];

it('lists what all filters let through', async () => {
  const store = await freshStore();
  await play(store, [host([FTP, SSH]), host([FTP])]);
  for (const [parameters, expected] of FILTERS) {
    const query = LATER_ENDPOINTS.ticketList.decode(Object.entries(parameters));
    if (query._tag === 'Left') throw new Error(query.left.tag);
    expect([parameters, told(await house(store).list('ann', query.right))]).toEqual([parameters, expected]);
  }
});

it('lists are cut after 1000 tickets, and go on behind the last', async () => {
  const store = await freshStore();
  const many = Array.from({ length: 1001 }, (_, index) => ({ ...FTP, port: index + 1 }));
  await play(store, [host(many)]);
  const tickets = house(store);
  const first = await tickets.list('ann', { states: 'OPEN' });
  expect(first).toMatchObject({ last: 1000 });
  const rest = await tickets.list('ann', { states: 'OPEN', since: 1001 });
  expect(told(rest)).toEqual(['1001 open']);
  expect(rest).not.toHaveProperty('last');
  expect(told(await tickets.get('ann', { numbers: '1001,2' }))).toEqual(['2 open', '1001 open']);
  expect(told(await tickets.get('ann', { since: '2026-01-06', state: 'OPEN' }))).toEqual([]);
  expect(told(await tickets.get('ann', {}))).toBe(1903);
});

it('a scan that is taken into the history makes its tickets, once', async () => {
  const finding = {
    section: 'vuln',
    cve: [],
    category: 'ftp',
    rule: 'data',
    title: 'A',
    severity: 5,
  } as const;
  const report = {
    ip: '127.0.0.1',
    findings: [{ ...finding, id: 'ftp_anonymous' }],
    coverage: { tcp: '1-65535', udp: '', checks: [], gaps: [] },
  };
  const rule = { sections: ['vuln'], severity: 3 } as const;
  const opened = await openHouse({ script: [{ kind: 'host', host: report }], tickets: rule });
  await opened.jobs.start();
  const targets = parseTargetList('127.0.0.1');
  if (targets._tag === 'Left') throw new Error(targets.left.tag);
  for (let times = 0; times < 2; times += 1)
    await ended(await opened.scans.start(ANN, { targets: targets.right, save: true }));
  await until(async () => (await opened.store.scansToTake(9)).length === 0);
  const page = await house(opened.store).list('ann', { since: 0 });
  expect('tickets' in page && page.tickets.map(({ finding: { id } }) => id)).toEqual(['ftp_anonymous']);
  expect(opened.surprises).toEqual([]);
});
