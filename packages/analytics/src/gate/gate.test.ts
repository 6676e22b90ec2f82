import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGateFault, parseGate, type GateSubject } from '../index.js';

const subject = (more: Partial<GateSubject['finding']> = {}, verdict?: string): GateSubject => ({
  finding: {
    section: 'vuln',
    ip: '192.0.2.7',
    id: 'ftp_anonymous',
    title: 'Anonymous FTP',
    cve: ['CVE-1999-0497'],
    category: 'ftp',
    severity: 3,
    port: 21,
    ...more,
  },
  ...(verdict === undefined ? {} : { verdict }),
});

const holds = (text: string, of: GateSubject): boolean => {
  const gate = parseGate(text);
  if (gate._tag === 'Left') throw new Error(describeGateFault(gate.left));
  return gate.right.holds(of);
};

const faultOf = (text: string): string => {
  const gate = parseGate(text);
  return gate._tag === 'Left' ? describeGateFault(gate.left) : 'none';
};

it.each([
  ['severity>=3', true],
  ['severity > 3', false],
  ['severity!=3', false],
  ['port<1024 and severity<=3', true],
  ['vuln', true],
  ['confirmed', true],
  ['practice or service or info', false],
  ['NOT practice', true],
  ['new', true],
  ['not new', false],
  ['not-tested', false],
  ['cve', true],
  ['cve=cve-1999-0497', true],
  ['cve!=CVE-1999-0497', false],
  ['cve=CVE-1999-*', true],
  ['cve=CVE-*-0498', false],
  ['id=ftp_*', true],
  ['id=*ftp_anonymous*', true],
  ['id=ftp_anonymous*ftp_anonymous', false],
  ['title="anonymous ftp"', true],
  ["title='* FTP'", true],
  ['host=192.0.2.0/24', true],
  ['host!=192.0.2.0-192.0.2.9,198.51.100.1', false],
  ['protocol=tcp', true],
  ['name=""', true],
  ['title!="anonymous, ftp"', true],
  ['category==FTP', true],
  // not binds closest, then and, then or.
  ['service and severity=1 or vuln', true],
  ['vuln or service and severity=1', true],
  ['(vuln or service) and severity=1', false],
  ['not vuln or vuln', true],
  ['not (vuln or vuln)', false],
  ['not not vuln', true],
])('%s', (text, expected) => {
  expect(holds(text, subject({}, 'new'))).toBe(expected);
});

it('knows the verdict of two words', () => {
  expect(holds('not-tested', subject({}, 'not tested'))).toBe(true);
});

describe('worsened', () => {
  const practice = { section: 'practice', severity: 3 } as const;
  const vuln = { section: 'vuln', severity: 3 } as const;
  it.each([
    ['a practice that was confirmed', practice, vuln, true],
    ['a higher severity', { ...vuln, severity: 2 }, vuln, true],
    ['a severity where there was none', { section: 'vuln' }, vuln, true],
    ['confirmed, though less severe', { ...practice, severity: 5 }, vuln, true],
    ['a vulnerability that was doubted', vuln, practice, false],
    ['a lower severity', { ...vuln, severity: 4 }, vuln, false],
    ['another result', vuln, vuln, false],
  ] as const)('%s: %#', (_, before, after, expected) => {
    const changed = { ...subject(after, 'changed'), before };
    expect(holds('worsened', changed)).toBe(expected);
    expect(holds('(new or reopened or worsened) and vuln', changed)).toBe(expected);
    expect(holds('worsened', { ...changed, verdict: 'same' })).toBe(false);
  });
});

describe('a finding whose risk is accepted', () => {
  const accepted: GateSubject = { ...subject(), accepted: { until: 1 } };
  it.each([
    ['severity>=3', false, true],
    ['severity>3', false, false],
    ['not practice', false, true],
    // A condition that asks for it decides itself.
    ['severity>=3 and accepted', true, false],
    ['severity>=3 and not accepted', false, false],
    ['severity>=5 or not accepted', false, false],
    ['vuln or ACCEPTED', true, false],
  ])('%s: fails %j, let through %j', (text, fails, letThrough) => {
    const gate = parseGate(text);
    if (gate._tag === 'Left') throw new Error(describeGateFault(gate.left));
    expect([gate.right.holds(accepted), gate.right.letsThrough(accepted)]).toEqual([fails, letThrough]);
    expect(gate.right.letsThrough(subject())).toBe(false);
  });
});

it('lets what is fixed meet no condition but one that has the word', () => {
  const gone = { ...subject({ severity: 5 }), verdict: 'fixed' };
  expect(
    ['severity>=4', 'not new', 'fixed', 'fixed and severity>=4', 'not fixed', 'new or fixed'].map((text) =>
      holds(text, gone),
    ),
  ).toEqual([false, false, true, true, false, true]);
  expect(holds('severity>=4', { ...gone, verdict: 'not tested' })).toBe(true);
});

it('lets what its service calls fixed meet no condition but one that asks for that', () => {
  const fixed = subject({ status: 'Fixed' });
  expect(
    ['vuln', 'not practice', 'status=fixed', 'vuln and status!=active', 'status=act*'].map((text) =>
      holds(text, fixed),
    ),
  ).toEqual([false, false, true, true, false]);
});

it.each([
  ['severity>=4', false],
  ['not (cve or port=1)', true],
  ['title=*x*', true],
  ['id=1 and category!=web', true],
  ['id=1 and status=new', false],
])('%s asks for what knowledge bases tell: %j', (text, expected) => {
  const gate = parseGate(text);
  expect(gate._tag === 'Right' && gate.right.explained).toBe(expected);
});

it('takes what a finding does not have for no comparison', () => {
  const bare = { section: 'vuln', ip: 'no address', id: 'x', title: 'X', cve: [], category: 'c' } as const;
  expect(
    ['severity<=5', 'severity!=3', 'port>=0', 'host=0.0.0.0/0'].map((text) => holds(text, { finding: bare })),
  ).toEqual([false, false, false, false]);
});

it.each([
  ['vuln and severity>=2', []],
  ['vuln and not (severity>=2 or fixed)', ['fixed']],
  ['new or accepted or worsened and not new', ['new', 'worsened']],
])('%s asks a comparison for %j', (text, verdicts) => {
  expect(parseGate(text)).toMatchObject({ right: { text, verdicts } });
});

describe('says what is wrong and where', () => {
  it.each([
    ['', 'the condition is empty'],
    ['  ', 'the condition is empty'],
    ['severity', 'ends where an operator such as = after severity should follow'],
    ['severity>=', 'ends where a value of severity should follow'],
    ['severity>=6', 'character 11: "6" is no severity from 1 to 5'],
    ['severity>=high', 'character 11: "high" is no severity from 1 to 5'],
    ['port=99999', 'character 6: "99999" is no port from 0 to 65535'],
    ['severty>=4', 'character 1: "severty" is no word of a condition; known are new, fixed'],
    ['not tested', 'the verdict is written not-tested'],
    ['new and', 'ends where a word or a field should follow'],
    ['new severity>=3', 'character 5: "severity" stands where "and", "or" or the end should'],
    ['(new or vuln', 'ends where ")" should follow'],
    ['(new vuln)', 'character 6: "vuln" stands where "and", "or" or ")" should'],
    ['new)', 'character 4: ")" stands where "and", "or" or the end should'],
    ['and new', 'character 1: "and" is no word of a condition'],
    ['>=4', 'character 1: ">=" stands where a word or a field should'],
    ['cve>CVE-1999-1', 'character 4: cve is compared with = or !=, not with >'],
    ['host=192.0.2.300', 'character 6: "192.0.2.300" is not an address'],
    ['host=a.example', 'character 6: "a.example" is not an address'],
    ['id !x', 'character 4: "!" stands where an operator such as = should'],
    [
      'vuln and id=redis_open,vnc*',
      'character 13: "redis_open,vnc*" is one text and no list; write id=a or id=b',
    ],
    ['title="open', 'character 7: """ stands where a value of title should'],
    [`id=${'x'.repeat(2000)}`, 'has 2003 characters, at most 2000'],
    ['\u001b[31m', 'character 1: "?[31m" is no word'],
  ])('%j', (text, words) => {
    expect(faultOf(text)).toContain(words);
  });
});

it('reads any text in bounded time, to a condition or a fault in one printable line', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    'not',
    'and',
    'or',
    'new',
    'severity',
    '>=',
    '3',
    '"',
    "'",
    '*',
    '!',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 300 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(text, (any) => {
      expect(faultOf(any)).toMatch(/^[\x20-\x7e…]+$/);
    }),
  );
});

it('is its own negation: one of a condition and its opposite holds', () => {
  const leaf = fc.constantFrom('new', 'vuln', 'severity>=3', 'port=21', 'cve', 'id=x*', 'host!=192.0.2.7');
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.tuple(tie('tree'), fc.constantFrom('and', 'or'), tie('tree')).map((all) => `(${all.join(' ')})`),
      tie('tree').map((inner) => `not ${inner}`),
    ),
  }));
  fc.assert(
    fc.property(tree, fc.constantFrom('new', 'same', undefined), (text, verdict) => {
      const of = subject({}, verdict);
      expect(holds(`not (${text})`, of)).toBe(!holds(text, of));
    }),
  );
});
