import { documentBytes, type DocumentName } from '@openguard/fixtures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hardText } from '../../test/arbitrary-element.js';
import { judgeOf } from '../../test/judge.js';
import { itemsOf, readItems } from '../../test/read-items.js';
import { seedRegistrationDtd } from '../../test/seed-dtd.js';
import {
  describeDocumentFault,
  REGISTRATION_DTD,
  writeRegistration,
  writeRegistrationRefusal,
} from '../index.js';

const END = { kind: 'end', hosts: 0, findings: 0, notices: [] };

describe('reading', () => {
  it.each<[DocumentName, readonly object[]]>([
    ['registration', [{ kind: 'registration', username: 'harbour_1', serviceLevel: 'quay_full' }]],
    [
      'registration-password',
      [
        {
          kind: 'registration',
          username: 'harbour_2',
          serviceLevel: 'quay_full',
          password: 'Ebb&Flow!',
        },
      ],
    ],
    [
      'registration-refused',
      [
        { kind: 'violation', field: 'domain', error: 'invalid', text: 'no domain: quay' },
        { kind: 'violation', field: 'email', error: 'missing', text: '' },
        { kind: 'violation', field: 'city', error: 'missing', text: '' },
        { kind: 'refused', text: 'the domain is none, and e-mail address and city are missing' },
      ],
    ],
  ])('%s', async (name, items) => {
    expect(await itemsOf(documentBytes(name))).toStrictEqual([...items, END]);
  });

  const USER = '<USERNAME>u</USERNAME>';
  const LEVEL = '<SERVICE_LEVEL>s</SERVICE_LEVEL>';
  const PASSWORD = '<PASSWORD>p</PASSWORD>';
  const registration = (inside: string): string => `<REGISTRATION>${inside}</REGISTRATION>`;
  const account = (inside: string): string => registration(`<USERINFO>${inside}</USERINFO>`);

  it.each([
    [USER, LEVEL, PASSWORD],
    [USER, PASSWORD, LEVEL],
    [PASSWORD, LEVEL, USER],
    [USER, LEVEL.replaceAll('_', ''), PASSWORD],
  ])('an account whose children are %s %s %s', async (...children) => {
    expect(await itemsOf(account(children.join('')))).toStrictEqual([
      { kind: 'registration', username: 'u', serviceLevel: 's', password: 'p' },
      END,
    ]);
  });

  it.each([
    ['<ERROR>Only back offices enroll.</ERROR>', { text: 'Only back offices enroll.' }],
    ['<ERROR number="2012">No.</ERROR>', { number: 2012, text: 'No.' }],
    ['<ERROR><SUMMARY>Closed.</SUMMARY></ERROR>', { text: 'Closed.' }],
    ['<ERROR/>', { text: '' }],
  ])('a refusal that no field is at fault for: %s', async (error, refused) => {
    expect(await itemsOf(registration(error))).toStrictEqual([{ kind: 'refused', ...refused }, END]);
  });

  const FIELD = '<FIELD name="email" error_type="missing"/>';
  const SUMMARY = '<SUMMARY>s</SUMMARY>';
  it.each<[string, string, string, string]>([
    ['an attribute of the root', `<REGISTRATION a="1"><ERROR>${SUMMARY}</ERROR></REGISTRATION>`, '/@a', '1'],
    ['text of the root', registration(`stray<ERROR>${SUMMARY}</ERROR>`), '', 'stray'],
    ['an element', registration(`<NEW>n</NEW><ERROR>${SUMMARY}</ERROR>`), '/NEW', 'n'],
    ['an attribute of ERROR', registration(`<ERROR a="1">${SUMMARY}</ERROR>`), '/ERROR/@a', '1'],
    ['a number that is none', registration(`<ERROR number="x">${SUMMARY}</ERROR>`), '/ERROR/@number', 'x'],
    ['an element of ERROR', registration(`<ERROR><NEW>n</NEW>${SUMMARY}</ERROR>`), '/ERROR/NEW', 'n'],
    ['text after SUMMARY', registration(`<ERROR>${SUMMARY}stray</ERROR>`), '/ERROR', 'stray'],
    [
      'a second SUMMARY',
      registration(`<ERROR>${SUMMARY}<SUMMARY>t</SUMMARY></ERROR>`),
      '/ERROR/SUMMARY',
      't',
    ],
    [
      'an attribute of SUMMARY',
      registration('<ERROR><SUMMARY a="1">s</SUMMARY></ERROR>'),
      '/ERROR/SUMMARY/@a',
      '1',
    ],
  ])('notes %s', async (_, document, path, text) => {
    const notice = { path: `/REGISTRATION${path}`, text };
    expect(await itemsOf(document)).toStrictEqual([
      { kind: 'refused', text: 's', notices: [notice] },
      { ...END, notices: [notice] },
    ]);
  });

  it.each([
    [FIELD.replace('email', 'shoe'), { field: 'shoe' }, { path: '/@name', text: 'shoe' }],
    [FIELD.replace('missing', 'odd'), { error: 'odd' }, { path: '/@error_type', text: 'odd' }],
    [FIELD.replace('/>', ' at="1"/>'), {}, { path: '/@at', text: '1' }],
  ])('notes what a field has that is off its list, and keeps it: %s', async (field, kept, { path, text }) => {
    expect((await itemsOf(registration(`<ERROR>${field}${SUMMARY}</ERROR>`)))[0]).toStrictEqual({
      kind: 'violation',
      field: 'email',
      error: 'missing',
      text: '',
      ...kept,
      notices: [{ path: `/REGISTRATION/ERROR/FIELD${path}`, text }],
    });
  });

  it('notes the other name of the level where both are there', async () => {
    const [told] = await itemsOf(account(`${USER}${LEVEL}<SERVICELEVEL>other</SERVICELEVEL>`));
    expect(told).toMatchObject({
      serviceLevel: 's',
      notices: [{ path: '/REGISTRATION/USERINFO/SERVICELEVEL', text: 'other' }],
    });
  });

  it.each([
    [registration(''), /in \/REGISTRATION cannot be read: USERINFO is missing/],
    [account(LEVEL), /USERINFO\/USERNAME is missing/],
    [account(USER), /USERINFO\/SERVICE_LEVEL is missing/],
    [registration('<ERROR><FIELD name="email"/></ERROR>'), /FIELD\/error_type is missing/],
    [registration('<ERROR><FIELD error_type="missing"/></ERROR>'), /FIELD\/name is missing/],
  ])('refuses %s', async (document, words) => {
    const { items, fault } = await readItems(document);
    expect(items).toEqual([]);
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(words);
  });
});

describe('writing', () => {
  const judge = judgeOf(REGISTRATION_DTD);
  const seedJudge = judgeOf(seedRegistrationDtd());
  const account = fc.record(
    { username: hardText, serviceLevel: hardText, password: hardText },
    { requiredKeys: ['username', 'serviceLevel'] },
  );
  const FIELDS =
    'prefix firstname lastname title phone email company addr1 city zipcode country state slevel type domain ' +
    'targetip addr2 fax';
  const refusal = fc.record(
    {
      number: fc.nat(),
      fields: fc.array(
        fc.record({
          field: fc.constantFrom(...FIELDS.split(' '), 'returnpassword'),
          error: fc.constantFrom('missing', 'invalid'),
          text: hardText,
        }),
        { maxLength: 3 },
      ),
      summary: hardText,
    },
    { requiredKeys: ['fields', 'summary'] },
  );

  it('an account is valid in both DTDs and reads back as the same', async () => {
    await fc.assert(
      fc.asyncProperty(account, async (value) => {
        const document = writeRegistration(value);
        expect(judge(document)).toBeUndefined();
        expect(seedJudge(document)).toBeUndefined();
        expect(await itemsOf(document)).toEqual([{ kind: 'registration', ...value }, END]);
      }),
    );
  });

  it('a refusal is valid and reads back as the same; without an extension in both DTDs', async () => {
    await fc.assert(
      fc.asyncProperty(refusal, async ({ number, fields, summary }) => {
        const numbered = number === undefined ? {} : { number };
        const document = writeRegistrationRefusal({ ...numbered, fields, summary });
        expect(judge(document)).toBeUndefined();
        const beyond =
          number !== undefined ||
          fields.length === 0 ||
          fields.some(({ field }) => field === 'returnpassword');
        expect(seedJudge(document) === undefined).toBe(!beyond);
        expect(await itemsOf(document)).toEqual([
          ...fields.map((field) => ({ kind: 'violation', ...field })),
          { kind: 'refused', ...numbered, text: summary },
          END,
        ]);
      }),
    );
  });
});
