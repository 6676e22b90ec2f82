import type { CheckItem, DocumentItem, PostureItem, RecordItem, TicketItem } from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  entryKey,
  entryKindOf,
  entryOf,
  entryUrgency,
  judgeEntries,
  type Entry,
  type EntryList,
  type JudgedEntry,
} from '../index.js';

const check = (id: string, severity: CheckItem['severity'], title = 'A gate ajar'): CheckItem => ({
  kind: 'check',
  id,
  title,
  cve: [],
  ...(severity === undefined ? {} : { severity }),
});
const ticket = (number: number, state: string): TicketItem => ({ kind: 'ticket', number, state, cve: [] });
const posture = (hostId: number, controlId: string, status: string): PostureItem => ({
  kind: 'posture',
  hostId,
  controlId,
  status,
});
const record = (id: number, type: RecordItem['type']): RecordItem => ({
  kind: 'record',
  id,
  type,
  title: 'Quay',
  ips: [],
});

const listOf = (entries: readonly Entry[], isAll = true): EntryList => ({
  kind: 'check',
  isAll,
  entries: entries
    .map((one) => ({ key: entryKey(one), record: one, text: JSON.stringify(one) }))
    .toSorted((one, other) => (one.key + one.text < other.key + other.text ? -1 : 1)),
});
const verdicts = (judged: Iterable<JudgedEntry>) =>
  Array.from(judged, ({ verdict, before, after, what }) => [
    verdict,
    (after ?? before)?.kind === 'check' ? ((after ?? before) as CheckItem).id : '',
    ...(what ?? []),
  ]);

describe('two lists of entries', () => {
  it('tell of each entry whether it is new, gone, changed or the same, by number', () => {
    const older = [check('9', 3), check('10', 4), check('11', 2), check('12', 1)];
    const newer = [check('12', 1), check('10', 5, 'A gate open'), check('13', 5), check('9', 3)];
    expect(verdicts(judgeEntries(listOf(older), listOf(newer)))).toEqual([
      ['same', '9'],
      ['changed', '10', 'title', 'severity'],
      ['gone', '11'],
      ['same', '12'],
      ['new', '13'],
    ]);
  });

  it('call nothing gone that is missing in a list that is not all, nor new what an older one may have left out', () => {
    const [older, newer] = [[check('1', 1)], [check('2', 2)]];
    expect(verdicts(judgeEntries(listOf(older), listOf(newer, false)))).toEqual([
      ['untold', '1'],
      ['new', '2'],
    ]);
    expect(verdicts(judgeEntries(listOf(older, false), listOf(newer)))).toEqual([
      ['gone', '1'],
      ['untold', '2'],
    ]);
  });

  it('pair entries of one number, however often they come', () => {
    const older = [check('1', 1), check('1', 1), check('1', 2)];
    expect(verdicts(judgeEntries(listOf(older), listOf([check('1', 1), check('1', 3)])))).toEqual([
      ['same', '1'],
      ['changed', '1', 'severity'],
      ['gone', '1'],
    ]);
  });

  it('obey laws: with itself all is the same; swapped, new is gone; order does not matter', () => {
    const entries = fc.array(
      fc.record({ id: fc.integer({ min: 1, max: 6 }), severity: fc.constantFrom(1, 2, 3) }),
      { maxLength: 12 },
    );
    const toChecks = (drawn: readonly { id: number; severity: 1 | 2 | 3 }[]) =>
      drawn.map(({ id, severity }) => check(String(id), severity));
    const tally = (judged: Iterable<JudgedEntry>) =>
      Object.fromEntries(
        Object.entries(Object.groupBy(Array.from(judged), ({ verdict }) => verdict)).map(([verdict, all]) => [
          verdict,
          all.length,
        ]),
      );
    fc.assert(
      fc.property(entries, entries, (drawn, others) => {
        const [one, other] = [toChecks(drawn), toChecks(others)];
        const forth = tally(judgeEntries(listOf(one), listOf(other)));
        const { new: came, gone, ...rest } = tally(judgeEntries(listOf(other), listOf(one)));
        expect(Object.keys(tally(judgeEntries(listOf(one), listOf(one.toReversed()))))).toEqual(
          one.length === 0 ? [] : ['same'],
        );
        expect({
          ...rest,
          ...(came === undefined ? {} : { gone: came }),
          ...(gone === undefined ? {} : { new: gone }),
        }).toEqual(forth);
        const { new: added = 0, gone: left = 0, changed = 0, same = 0 } = forth;
        expect([left + changed + same, added + changed + same]).toEqual([one.length, other.length]);
      }),
    );
  });
});

describe('an entry', () => {
  it.each<[string, Entry, Entry]>([
    ['a check by its number', check('1', 1), check('2', 1)],
    ['a ticket by its number', ticket(1, 'OPEN'), ticket(2, 'OPEN')],
    ['a record by its type, too', record(1, 'unix'), record(1, 'snmp')],
    ['a posture by its host', posture(1, '7', 'Failed'), posture(2, '7', 'Failed')],
    ['a posture by its control', posture(1, '7', 'Failed'), posture(1, '8', 'Failed')],
    [
      'a posture by its instance',
      posture(1, '7', 'Failed'),
      { ...posture(1, '7', 'Failed'), instance: 'db' },
    ],
  ])('is told from others: %s', (_, one, other) => {
    expect(entryKey(one)).not.toBe(entryKey(other));
  });

  it('stays itself when what is told of it changes', () => {
    expect(entryKey(posture(1, '7', 'Failed'))).toBe(entryKey(posture(1, '7', 'Passed')));
    expect(entryKey(ticket(1, 'OPEN'))).toBe(entryKey(ticket(1, 'CLOSED')));
  });

  it.each<[string, readonly Entry[]]>([
    [
      'checks, the worst first, then by number',
      [check('9', 5), check('10', 5), check('1', 2), check('2', undefined)],
    ],
    [
      'tickets, open ones first',
      [ticket(8, 'open'), ticket(1, 'RESOLVED'), ticket(2, 'CLOSED'), ticket(3, 'odd')],
    ],
    [
      'postures, failed ones first',
      [posture(3, '1', 'Failed'), posture(2, '1', 'Error'), posture(1, '1', 'Passed')],
    ],
  ])('sorts as someone should look at it: %s', (_, sorted) => {
    const byUrgency = (one: Entry, other: Entry) => (entryUrgency(one) < entryUrgency(other) ? -1 : 1);
    expect(sorted.toReversed().toSorted(byUrgency)).toEqual(sorted);
  });

  it('is none that is a finding, and its list is told by the end', () => {
    const host: DocumentItem = { kind: 'host', ip: '192.0.2.1' };
    expect([entryOf(host), entryOf(ticket(1, 'OPEN'))]).toEqual([undefined, ticket(1, 'OPEN')]);
    const end = { kind: 'end', hosts: 0, findings: 0, notices: [] } as const;
    expect(
      [{}, { tickets: 0 }, { postures: 1, tracked: true }, { records: 0, ids: 0 }, { checks: 2 }].map(
        (more) => entryKindOf({ ...end, ...more } as Parameters<typeof entryKindOf>[0]),
      ),
    ).toEqual([undefined, 'ticket', 'posture', 'record', 'check']);
    expect(entryKindOf({ ...end, checks: 2, tracked: true })).toBeUndefined();
  });
});
