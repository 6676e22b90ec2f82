import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { fixedService } from '../src/fixed-service.js';
import { sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 90_000 });

const PATH = '/msp/enrollment.php';

/** A form that is filled in rightly. */
const FORM: Readonly<Record<string, string>> = {
  prefix: 'Ms',
  firstname: 'Zoë',
  lastname: 'Example',
  title: 'Head of Networks',
  phone: '+33 1 99 00 00 00',
  email: 'zoe@example.org',
  company: 'Example & Daughters',
  addr1: '1 rue <de> la Paix',
  city: 'Paris',
  state: 'No State',
  zipcode: '75002',
  country: 'France',
  slevel: 'full',
  domain: 'example.org',
  targetip: '192.0.2.4-192.0.2.9,192.0.2.20',
  type: 'Customer',
};

const MEGABYTE = 1024 * 1024;

/** The fields of free text, and their limits in characters. */
const LIMITS: Readonly<Record<string, number>> = {
  ...{ firstname: 50, lastname: 50, title: 100, phone: 100, company: 50, addr1: 80, city: 50, zipcode: 20 },
  ...{ slevel: 100, addr2: 80, fax: 100 },
};

const label = (length: number): string => 'a'.repeat(length);
/** A domain of that many characters. */
const domainOf = (length: number): string => `${label(length - 12)}.example.org`;

type Case = readonly [what: string, field: string, value: unknown, words: RegExp | undefined];

const REQUIRED = Object.keys(FORM);

/** A field, a value, and what is said of it; nothing when it is right. */
const CASES: readonly Case[] = [
  ...Object.entries(LIMITS).flatMap(([field, limit]): readonly Case[] => [
    ['at its limit', field, label(limit), undefined],
    ['one over', field, label(limit + 1), new RegExp(`${limit + 1} characters; at most ${limit}`)],
    ['XML', field, '<a>&amp;</a>', undefined],
  ]),
  ...REQUIRED.flatMap((field): readonly Case[] => [
    ['empty', field, '', /^missing$/],
    ['blank', field, ' \t ', /^missing$/],
    ['null', field, null, /^missing$/],
  ]),
  ...[...REQUIRED, 'addr2', 'fax', 'returnpassword'].flatMap((field): readonly Case[] => [
    ['a number', field, 7, /not a value of type number/],
    ['true', field, true, /not a value of type boolean/],
    ['a list', field, ['x'], /not a value of type array/],
    ['an object', field, { x: 'y' }, /not a value of type object/],
    ['CR/LF', field, 'a\r\nb', /U\+000D|is none of|is not/],
    ['NUL', field, 'a\u0000b', /U\+0000|is none of|is not/],
    ['1 MB', field, label(MEGABYTE), /characters; at most|is none of|is not "Customer"/],
  ]),
  ...['prefix', 'state', 'country', 'type', 'returnpassword'].flatMap((field): readonly Case[] => [
    ['XML', field, '<a>&amp;</a>', /is none of|is not "Customer"/],
    ['another case', field, 'mS', /is none of|is not "Customer"/],
  ]),
  ['right', 'returnpassword', 'no', undefined],
  ['XML', 'email', '<a>@example.org', /is not an e-mail address/],
  ['80 characters', 'email', `${label(64)}@${domainOf(15)}`, undefined],
  ['81 characters', 'email', `${label(64)}@${domainOf(16)}`, /81 characters; at most 80/],
  ['two @', 'email', 'a@b@example.org', /it has one @/],
  ['67 characters', 'domain', domainOf(67), undefined],
  ['68 characters', 'domain', domainOf(68), /68 characters; at most 67/],
  ['a trailing dot', 'domain', 'example.org.', /leave out the dot at its end/],
  ['an underscore', 'domain', 'a_b.example', /may not hold underscores/],
  ['IDN', 'domain', 'bücher.example', /in their xn-- form/],
  ['IDN in ASCII', 'domain', 'xn--bcher-kva.example', undefined],
  ['XML', 'domain', '<a/>.example', /letters, digits, hyphens and dots only/],
  ['five octets', 'targetip', '1.2.3.5.7', /is not an address/],
  ['backwards', 'targetip', '1.2.3.9-1.2.3.4', /runs backwards/],
  ['an open range', 'targetip', '1.2.3.4-', /is not a range/],
  ['IPv6', 'targetip', 'fe80::1', /IPv6/],
  ['XML', 'targetip', '<a/>', /is not/],
];

/** The cases in as few forms as hold each field once. */
const forms = (): readonly (readonly Case[])[] => {
  const made: Case[][] = [];
  for (const one of CASES) {
    const free = made.find((form) => form.every(([, field]) => field !== one[1]));
    if (free === undefined) made.push([one]);
    else free.push(one);
  }
  return made;
};

describe('openguard enroll --check', () => {
  it('tells what is wrong with each field, and sends nothing', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, {});
    for (const [index, cases] of forms().entries()) {
      const values = cases.map(([, field, value]) => [field, value] as const);
      const file = box.write(`${index}.json`, JSON.stringify({ ...FORM, ...Object.fromEntries(values) }));
      const ended = await openguard(box, service, ['enroll', '--check', '--json', '--file', file]);
      const { violations } = JSON.parse(ended.stdout) as {
        violations: readonly { field: string; error: string; text: string }[];
      };
      const told = new Map(violations.map(({ field, error, text }) => [field, text || error]));
      for (const [what, field, , words] of cases) {
        const wanted = words === undefined ? undefined : (expect.stringMatching(words) as unknown);
        expect([field, what, told.get(field)]).toEqual([field, what, wanted]);
      }
      const wrong = cases.filter(([, , , words]) => words !== undefined).length;
      expect([ended.code, violations.length]).toEqual([wrong === 0 ? 0 : 2, wrong]);
      expect(ended.stdout.length).toBeLessThan(5000);
    }
    expect([service.asked(), service.connections()]).toEqual([[], 0]);
  });

  it('tells all violations at once, a line each', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, {});
    const args = ['prefix=Dr', 'country=Antarctica', 'emai=a@example.org', '\u009b2J=x', 'fax=\u001b'];
    const ended = await openguard(box, service, ['enroll', '--check', ...args]);
    expectComplaint(ended, 2, /enroll: the form has 19 violations; nothing was sent/);
    const lines = ended.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(19);
    expect(lines).toContain('prefix: invalid: "Dr" is none of "Mr", "Ms", "Mrs"');
    expect(lines).toContain('firstname: missing');
    expect(ended.stdout).toMatch(/country: .*did you mean "Antartica"\?\n/);
    expect(ended.stdout).toMatch(/emai: unknown: .*did you mean "email"\?\n/);
    expect(ended.stdout).not.toMatch(/[\u009b\u001b]/);
    expect(service.connections()).toBe(0);
  });

  it('needs no server, and takes fields of the command line before those of the file', async (context) => {
    const box = sandbox(context);
    const file = box.write('form.json', JSON.stringify({ ...FORM, domain: 'wrong' }));
    const check = (...args: readonly string[]) =>
      openguard(box, undefined, ['enroll', '--file', file, '--check', ...args]);
    expectComplaint(await check(), 2, /one violation/);
    expect(expectDone(await check('domain=example.org'))).toBe(
      'The form has no violations. Nothing was sent.\n',
    );
    expectComplaint(await check('domain=example.org', 'domain=example.org'), 2, /one violation/);
  });

  it.for<readonly [string, string | Uint8Array, RegExp]>([
    ['JSON', '{', /it is not JSON/],
    ['an object but a list', '[]', /no JSON object/],
    ['an object but null', 'null', /no JSON object/],
    ['an object but text', '"x"', /no JSON object/],
    ['UTF-8', new Uint8Array([0x22, 0xff, 0x22]), /it is not UTF-8/],
  ])('refuses a file that is not %s', async ([, content, words], context) => {
    const box = sandbox(context);
    const args = ['enroll', '--check', '--file', box.write('form.json', content)];
    expectComplaint(await openguard(box, undefined, args), 2, words);
  });

  it.for<readonly [readonly string[], RegExp]>([
    [['--file', 'nowhere.json'], /cannot read nowhere\.json: there is no such file/],
    [['--file', '.'], /cannot read \.: it is a directory/],
    [['city'], /"city" is not name=value/],
    [['=Paris'], /"=Paris" is not name=value/],
  ])('refuses %j', async ([args, words], context) => {
    const box = sandbox(context);
    expectComplaint(await openguard(box, undefined, ['enroll', '--check', ...args]), 2, words);
  });
});

const ARGUMENTS = Object.entries(FORM).map(([name, value]) => `${name}=${value}`);

describe.concurrent('openguard enroll', () => {
  it('sends the form, once, as a form', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { [PATH]: { document: 'registration' } });
    expect(expectDone(await openguard(box, service, ['enroll', ...ARGUMENTS]))).toBe(
      'Enrolled harbour_1, service level quay_full\n',
    );
    expect(service.asked()).toEqual([['POST', PATH, new URLSearchParams(FORM).toString()]]);
  });

  it('sends nothing that is wrong', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { [PATH]: { document: 'registration' } });
    const wrong = await openguard(box, service, ['enroll', ...ARGUMENTS, 'password=x']);
    expectComplaint(wrong, 2, /one violation; nothing was sent/);
    expect(service.connections()).toBe(0);
  });

  it('prints the password only when it was asked for', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { [PATH]: { document: 'registration-password' } });
    const enroll = (...more: readonly string[]) => openguard(box, service, ['enroll', ...ARGUMENTS, ...more]);
    const account = { username: 'harbour_2', serviceLevel: 'quay_full' };
    expect(expectDone(await enroll('returnpassword=yes'))).toBe(
      'Enrolled harbour_2, service level quay_full\nPassword: Ebb&Flow!\n',
    );
    expect(jsonOf(await enroll('returnpassword=yes', '--json'))).toEqual({
      ...account,
      password: 'Ebb&Flow!',
    });
    expect(expectDone(await enroll())).not.toContain('Ebb');
    expect(jsonOf(await enroll('--json'))).toEqual(account);
  });

  it('shows a password that does not show as JSON', async (context) => {
    const box = sandbox(context);
    const reply =
      '<REGISTRATION><USERINFO><USERNAME>a</USERNAME><PASSWORD>b&#x200b;c</PASSWORD><SERVICE_LEVEL>d</SERVICE_LEVEL></USERINFO></REGISTRATION>';
    const service = await fixedService(box, { [PATH]: { text: reply } });
    const stdout = expectDone(await openguard(box, service, ['enroll', ...ARGUMENTS, 'returnpassword=yes']));
    expect(stdout).toMatch(/as JSON, .*: "b\\u200bc"\n$/);
  });

  it('tells what the server finds wrong, field by field', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { [PATH]: { document: 'registration-refused' } });
    const refused = await openguard(box, service, ['enroll', ...ARGUMENTS]);
    expectComplaint(refused, 3, /the server refuses.*e-mail address and city are missing/);
    expect(refused.stdout).toBe('domain: invalid: no domain: quay\nemail: missing\ncity: missing\n');
    const { code, stdout } = await openguard(box, service, ['enroll', ...ARGUMENTS, '--json']);
    expect([code, JSON.parse(stdout)]).toEqual([
      3,
      {
        violations: [
          { field: 'domain', error: 'invalid', text: 'no domain: quay' },
          { field: 'email', error: 'missing', text: '' },
          { field: 'city', error: 'missing', text: '' },
        ],
      },
    ]);
  });

  it.for<readonly [string, string, number]>([
    ['cut', '<REGISTRATION><USERINFO><USERNAME>a</USERNAME>', 5],
    ['empty', '', 5],
  ])('says that it is not known what became of it when the reply is %s', async ([, text, code], context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { [PATH]: { text } });
    const ended = await openguard(box, service, ['enroll', ...ARGUMENTS]);
    expectComplaint(ended, code, /whether the account was made is not known/);
    expect(service.asked()).toHaveLength(1);
  });
});
