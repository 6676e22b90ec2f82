import { documentBytes } from '@openguard/fixtures';
import { expect, it } from 'vitest';
import { itemsOf, readItems } from '../../test/read-items.js';
import { describeDocumentFault, writeAbout } from '../index.js';

const END = { kind: 'end', hosts: 0, findings: 0, notices: [] };

it('reads the versions of what answers', async () => {
  expect(await itemsOf(documentBytes('about'))).toStrictEqual([
    {
      kind: 'about',
      api: { major: '1', minor: '4' },
      web: '6.11.9-1',
      scanner: '5.6.1-1',
      signatures: '1.26.3-2',
    },
    END,
  ]);
});

it('reads what it writes', async () => {
  const versions = { web: '0.1.0', scanner: 'nmap <7> & more', signatures: '' };
  expect(await itemsOf(writeAbout(versions))).toStrictEqual([
    { kind: 'about', api: { major: '2', minor: '01' }, ...versions },
    END,
  ]);
});

const CHILDREN =
  '<API-VERSION MAJOR="1" MINOR="4"/><WEB-VERSION>w</WEB-VERSION>' +
  '<SCANNER-VERSION>s</SCANNER-VERSION><VULNSIGS-VERSION>v</VULNSIGS-VERSION>';

it.each([
  [`<ABOUT zone="z">${CHILDREN}</ABOUT>`, '/ABOUT/@zone', 'z'],
  [`<ABOUT>stray${CHILDREN}</ABOUT>`, '/ABOUT', 'stray'],
  [`<ABOUT>${CHILDREN}<NEW>n</NEW></ABOUT>`, '/ABOUT/NEW', 'n'],
  [`<ABOUT>${CHILDREN}<WEB-VERSION>again</WEB-VERSION></ABOUT>`, '/ABOUT/WEB-VERSION', 'again'],
  [`<ABOUT>${CHILDREN.replace('MAJOR', 'PATCH="9" MAJOR')}</ABOUT>`, '/ABOUT/API-VERSION/@PATCH', '9'],
])('notes what it does not know: %s', async (document, path, text) => {
  const notice = { path, text };
  expect(await itemsOf(document)).toMatchObject([
    { kind: 'about', notices: [notice] },
    { kind: 'end', notices: [notice] },
  ]);
});

it('reads a refusal in place of the versions', async () => {
  expect(await itemsOf('<ABOUT><ERROR number="999">e</ERROR></ABOUT>')).toStrictEqual([
    { kind: 'refused', number: 999, text: 'e' },
    END,
  ]);
});

it.each([
  ['<ABOUT/>', /API-VERSION is missing/],
  [`<ABOUT>${CHILDREN.replace('<WEB-VERSION>w</WEB-VERSION>', '')}</ABOUT>`, /ABOUT\/WEB-VERSION is missing/],
])('refuses %s', async (document, words) => {
  const { items, fault } = await readItems(document);
  expect(items).toEqual([]);
  expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(words);
});
