import { documentBytes, type DocumentName } from '@openguard/fixtures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hardText } from '../../test/arbitrary-element.js';
import { judgeOf } from '../../test/judge.js';
import { itemsOf, readItems } from '../../test/read-items.js';
import { describeDocumentFault, GENERIC_RETURN_DTD, writeGenericReturn } from '../index.js';

const END = { kind: 'end', hosts: 0, findings: 0, notices: [] };

describe('reading', () => {
  it.each<[DocumentName, object]>([
    [
      'return-success',
      {
        kind: 'return',
        status: 'SUCCESS',
        text: 'The report scan/1278412200.30871 is no more.',
        api: 'scan_report_delete.php',
        username: 'mill_1',
        at: '2010-07-07T06:00:00Z',
      },
    ],
    [
      'return-expired',
      {
        kind: 'return',
        status: 'FAILED',
        number: 2001,
        text: 'The time of this account is over.',
        api: 'scan.php',
        username: 'mill_1',
        at: '2010-08-01T06:00:00Z',
      },
    ],
    [
      'return-internal',
      {
        kind: 'return',
        status: 'FAILED',
        number: 999,
        text: 'Something broke on our side; tell support when it was.',
        api: 'scan_report_list.php',
        username: 'mill_1',
        at: '2010-08-02T06:00:00Z',
      },
    ],
  ])('%s', async (name, item) => {
    expect(await itemsOf(documentBytes(name))).toStrictEqual([item, END]);
  });

  const RETURN = '<RETURN status="SUCCESS">done</RETURN>';
  const told = { kind: 'return', status: 'SUCCESS', text: 'done' };
  it.each([
    ['an attribute of the root', ' zone="z">', RETURN, '/GENERIC_RETURN/@zone', 'z', true],
    [
      'an attribute of RETURN',
      '>',
      '<RETURN status="SUCCESS" x="y">done</RETURN>',
      '/GENERIC_RETURN/RETURN/@x',
      'y',
      true,
    ],
    [
      'a number that is none',
      '>',
      '<RETURN status="SUCCESS" number="many">done</RETURN>',
      '/GENERIC_RETURN/RETURN/@number',
      'many',
      true,
    ],
    ['text', '>', `stray${RETURN}`, '/GENERIC_RETURN', 'stray', true],
    ['a second API', '>', `<API/><API name="n"/>${RETURN}`, '/GENERIC_RETURN/API/@name', 'n', true],
    ['an API that comes late', '>', `${RETURN}<API name="n"/>`, '/GENERIC_RETURN/API/@name', 'n', false],
    ['another element', '>', `${RETURN}<MESSAGE>m</MESSAGE>`, '/GENERIC_RETURN/MESSAGE', 'm', false],
  ])('notes %s', async (_, start, inside, path, text, onReturn) => {
    const notices = [{ path, text }];
    expect(await itemsOf(`<GENERIC_RETURN${start}${inside}</GENERIC_RETURN>`)).toStrictEqual([
      { ...told, ...(onReturn ? { notices } : {}) },
      { ...END, notices },
    ]);
  });

  it('notes a second RETURN whole', async () => {
    const [, end] = await itemsOf(
      `<GENERIC_RETURN>${RETURN}<RETURN status="FAILED">not done</RETURN></GENERIC_RETURN>`,
    );
    expect(end?.notices).toEqual([
      { path: '/GENERIC_RETURN/RETURN', text: 'not done' },
      { path: '/GENERIC_RETURN/RETURN/@status', text: 'FAILED' },
    ]);
  });

  it.each([
    [
      '<GENERIC_RETURN><API name="n"/></GENERIC_RETURN>',
      /at byte 31 in \/GENERIC_RETURN cannot be read: RETURN is missing/,
    ],
    ['<GENERIC_RETURN/>', /at byte 0 in \/GENERIC_RETURN cannot be read: RETURN is missing/],
    ['<GENERIC_RETURN><RETURN>x</RETURN></GENERIC_RETURN>', /RETURN\/status is missing/],
  ])('refuses %s', async (document, words) => {
    const { items, fault } = await readItems(document);
    expect(items).toEqual([]);
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(words);
  });
});

describe('writeGenericReturn', () => {
  const judge = judgeOf(GENERIC_RETURN_DTD);
  const outcome = fc.record(
    {
      api: hardText,
      username: hardText,
      at: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
      status: fc.constantFrom('SUCCESS' as const, 'FAILED' as const),
      number: fc.nat(),
      text: hardText,
    },
    { requiredKeys: ['api', 'username', 'at', 'status', 'text'] },
  );

  it('is valid and reads back as the same', async () => {
    await fc.assert(
      fc.asyncProperty(outcome, async (value) => {
        const document = writeGenericReturn(value);
        expect(judge(document)).toBeUndefined();
        const at = new Date(value.at).toISOString().replace('.000Z', 'Z');
        expect(await itemsOf(document)).toEqual([{ kind: 'return', ...value, at }, END]);
      }),
    );
  });
});
