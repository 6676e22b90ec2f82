import { expect, it } from 'vitest';
import { filledIn } from '../test/filled-in.js';
import { describeViolation, enrollmentForm, type FieldName } from './index.js';

const form = enrollmentForm({ serviceLevels: ['full'] });
const MEGABYTE = 'x'.repeat(1_000_000);

/** What the form says when one field has this value: `ok`, or the words for the one violation. */
const toldOf = (field: FieldName, value: unknown): string => {
  const checked = form.validate(filledIn({ [field]: value }));
  return checked._tag === 'Right' ? 'ok' : checked.left.map(describeViolation).join('; ');
};

const label63 = 'a'.repeat(63);
const domainOf = (length: number): string => `${label63}.${'b'.repeat(length - 64)}`;
const emailOf = (length: number): string => `${'a'.repeat(length - 12)}@example.org`;

const TEXTS = [
  ['firstname', 50],
  ['lastname', 50],
  ['title', 100],
  ['phone', 100],
  ['company', 50],
  ['addr1', 80],
  ['city', 50],
  ['zipcode', 20],
  ['addr2', 80],
  ['fax', 100],
] as const;

const CHOICES = [
  ['prefix', 'mr', /"mr" is none of "Mr", "Ms", "Mrs"$/],
  ['prefix', 'Mr ', /"Mr " is none of/],
  ['prefix', 'Mr.', /"Mr\." is none of/],
  ['state', 'texas', /none of the 55 values of the list; did you mean "Texas"\?$/],
  ['state', 'TX', /"TX" is none of the 55 values of the list$/],
  ['country', 'FRANCE', /none of the 235 values of the list; did you mean "France"\?$/],
  ['country', "Lao People's Democratic Republic", /did you mean "Lao Peoples Democratic Republic"\?$/],
  ['country', 'Côte d’Ivoire', /"Côte d’Ivoire" is none .* did you mean "Cote D'Ivoire"\?$/],
  ['country', 'Faroe Islands', /did you mean "Faeroe Islands"\?$/],
  ['country', 'Atlantis', /"Atlantis" is none of the 235 values of the list$/],
  ['country', '<b>France</b>', /"<b>France<\/b>" is none of/],
  ['country', 'France\r\nX: y', /"France\?\?X: y" is none of/],
  ['slevel', 'gold', /"gold" is not "full"$/],
  ['type', 'customer', /"customer" is not "Customer"$/],
  ['returnpassword', 'true', /"true" is none of "yes", "no"$/],
  ['returnpassword', 'Yes', /"Yes" is none of/],
] as const;

const DOMAINS = [
  ['EXAMPLE.org', 'ok'],
  ['www.baddomain.com', 'ok'],
  ['xn--bcher-kva.example', 'ok'],
  ['a-b.c--d.museum', 'ok'],
  ['3com.com', 'ok'],
  [domainOf(67), 'ok'],
  [domainOf(68), 'domain: it has 68 characters; at most 67 are allowed'],
  [`${label63}b.io`, /between dots there are at most 63/],
  ['example.org.', /leave out the dot/],
  ['.example.org', /before each dot/],
  ['example..org', /before each dot/],
  ['.', /leave out the dot/],
  ['my_host.example.org', /underscores/],
  ['bücher.example', /^domain: "bücher\.example" is not a domain: .*xn-- form/],
  ['example\u212a.org', /xn-- form/],
  ['-example.org', /hyphen/],
  ['example-.org', /hyphen/],
  ['localhost', /two parts at least/],
  ['192.0.2.1', /last part is a number/],
  ['http://example.org/', /letters, digits, hyphens and dots only/],
  ['example.org,example.net', /letters, digits/],
  [' example.org', /letters, digits/],
  ['example.org\n', /letters, digits/],
  ['example.org\u0000', /"example\.org\?"/],
  ['<a>.org', /letters, digits/],
  ['*.example.org', /letters, digits/],
] as const;

const EMAILS = [
  ["o'hara+tag@mail.example.org", 'ok'],
  ['Zoe.Example@EXAMPLE.org', 'ok'],
  [emailOf(76), 'ok'],
  [`${'a'.repeat(14)}@${label63}.b`, 'ok'],
  [`${'a'.repeat(15)}@${label63}.b`, /^email: it has 81 characters; at most 80 are allowed$/],
  [emailOf(77), /at most 64 letters/],
  ['zoe', /has one @/],
  ['zoe@a@example.org', /has one @/],
  ['@example.org', /before the @/],
  ['zoe@', /before each dot/],
  ['.zoe@example.org', /single inner dots/],
  ['zoe..e@example.org', /single inner dots/],
  ['"zoe e"@example.org', /before the @/],
  ['zoe@localhost', /two parts at least/],
  ['zoe@[192.0.2.1]', /letters, digits, hyphens and dots only/],
  ['zoë@example.org', /before the @/],
  ['zoe@example.org.', /leave out the dot/],
  ['zoe@ex_ample.org', /underscores/],
  ['Zoe <zoe@example.org>', /before the @/],
  ['zoe@example.org\r\nBcc: all@example.org', /has one @/],
  ['zoe\u0000@example.org', /before the @/],
  ['zoe@example.org,ann@example.org', /has one @/],
] as const;

const TARGETS = [
  ['192.0.2.0/24', 'ok'],
  ['1.2.3.4,1.2.3.5,1.2.3.9-1.2.3.11', 'ok'],
  ['1.2.3.4,1.2.3.5.7,1.2.3.9-1.2.3.11', /^targetip: "1\.2\.3\.5\.7" is not an address: an address has four/],
  ['1.2.3.9-1.2.3.4', /runs backwards/],
  ['1.2.3.4-', /both ends/],
  ['1.2.3.4,', /item 2 of the target list is empty/],
  ['::1', /IPv6/],
  ['example.org', /four numbers/],
  ['1.2.3.4\r\n', /character 8 \(U\+000D\)/],
  ['1.2.3.4,\u0000', /character 9 \(U\+0000\)/],
  ['<ip>', /"<ip>"/],
] as const;

const ROWS: readonly (readonly [FieldName, unknown, string | RegExp])[] = [
  ...TEXTS.flatMap(([name, limit]) => [
    [name, 'é'.repeat(limit), 'ok'] as const,
    [name, '\u{1f600}'.repeat(limit / 2), 'ok'] as const,
    [
      name,
      'x'.repeat(limit + 1),
      `${name}: it has ${limit + 1} characters; at most ${limit} are allowed`,
    ] as const,
    [name, '<a href="x">&amp;]]></a>'.slice(0, limit), 'ok'] as const,
    [name, 'a\r\nb', `${name}: character 2 (U+000D) cannot stand in a line of text`] as const,
    [name, 'ab\u0000', `${name}: character 3 (U+0000) cannot stand in a line of text`] as const,
    [name, 'a\u2028b', `${name}: character 2 (U+2028) cannot stand in a line of text`] as const,
    [name, 'a\ud83d', `${name}: character 2 (U+D83D) cannot stand in a line of text`] as const,
    [name, '\ufffd', `${name}: character 1 (U+FFFD) cannot stand in a line of text`] as const,
  ]),
  ...CHOICES,
  ...DOMAINS.map(([value, told]) => ['domain', value, told] as const),
  ...EMAILS.map(([value, told]) => ['email', value, told] as const),
  ...TARGETS.map(([value, told]) => ['targetip', value, told] as const),
  ...form.fields.flatMap(({ name, required }) => [
    ...['', ' ', '\r\n\t', ' '.repeat(1_000_000), null, undefined].map(
      (value) => [name, value, required ? /^[a-z0-9]+: the .* is missing$/ : 'ok'] as const,
    ),
    [name, 5, `${name}: text is expected here, not a value of type number`] as const,
    [name, true, `${name}: text is expected here, not a value of type boolean`] as const,
    [name, ['x'], `${name}: text is expected here, not a value of type array`] as const,
    [name, { x: 1 }, `${name}: text is expected here, not a value of type object`] as const,
    [name, MEGABYTE, new RegExp(`^${name}: .{1,200}$`)] as const,
    [name, '\u0000'.repeat(1_000_000), new RegExp(`^${name}: .{1,200}$`)] as const,
  ]),
];

const titleOf = (value: unknown): string =>
  (value === undefined ? 'undefined' : JSON.stringify(value)).slice(0, 60);

it.each(ROWS.map(([name, value, told]) => [name, titleOf(value), value, told] as const))(
  '%s: %s',
  (name, _, value, told) => {
    if (typeof told === 'string') expect(toldOf(name, value)).toBe(told);
    else expect(toldOf(name, value)).toMatch(told);
  },
);
