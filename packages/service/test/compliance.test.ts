import { LATER_ENDPOINTS } from '@openguard/protocol';
import { LATER_DTDS, readDocument, writePostures } from '@openguard/reports';
import type { Store } from '@openguard/storage';
import { expect, it } from 'vitest';
import {
  complianceKind,
  createCompliance,
  importPolicyReport,
  importPostures,
  type ReadableDocument,
} from '../src/index.js';
import { freshStore, NOW } from './house.js';

const EVIDENCE =
  '<EVIDENCE><BOOLEAN_EXPR>:dp_1 in #fv_1</BOOLEAN_EXPR><DPV_LIST><DPV lastUpdated="2011-01-01T00:00:00Z">' +
  '<LABEL>:dp_1</LABEL><ERROR number="5">not found</ERROR><V>a &lt;b&gt;</V></DPV></DPV_LIST></EVIDENCE>';

const info = (id: number, host: number, control: number, status: string, rest = ''): string =>
  `<INFO><ID>${id}</ID><HOST_ID>${host}</HOST_ID><CONTROL_ID>${control}</CONTROL_ID><STATUS>${status}</STATUS>${rest}</INFO>`;

const host = (id: number, ip: string): string => `<HOST><ID>${id}</ID><IP>${ip}</IP></HOST>`;
const GLOSSARY =
  `<GLOSSARY><HOST_LIST>${host(7, '192.0.2.7')}${host(8, '192.0.2.8')}</HOST_LIST>` +
  '<CONTROL_LIST><CONTROL><ID>1001</ID><STATEMENT>Keep the &amp; gate shut</STATEMENT></CONTROL></CONTROL_LIST>' +
  '<FV_LIST><FV><LABEL>#fv_1</LABEL><V>1</V></FV></FV_LIST></GLOSSARY>';
const INFOS =
  info(1, 7, 1001, 'Passed', '<POSTURE_MODIFIED_DATE>2011-01-01T00:00:00Z</POSTURE_MODIFIED_DATE>') +
  info(2, 7, 1002, 'Failed', EVIDENCE) +
  info(5, 8, 1001, 'Error', '<POSTURE_MODIFIED_DATE>2011-03-01T00:00:00Z</POSTURE_MODIFIED_DATE>');

const postures = (infos = INFOS, glossary = GLOSSARY, before = ''): string =>
  `<POSTURE_INFO_LIST_OUTPUT><RESPONSE><DATETIME>2011-03-02T00:00:00Z</DATETIME><INFO_LIST>${infos}</INFO_LIST>${before}${glossary}</RESPONSE></POSTURE_INFO_LIST_OUTPUT>`;

const REPORT =
  '<COMPLIANCE_POLICY_REPORT><HEADER><NAME>Mill &amp; weir</NAME><NEWS>x</NEWS></HEADER><RESULTS><HOST_LIST><HOST><IP>192.0.2.7</IP>' +
  '<CONTROL_LIST><CONTROL><CID>1001</CID><STATUS>Passed</STATUS></CONTROL></CONTROL_LIST></HOST></HOST_LIST></RESULTS></COMPLIANCE_POLICY_REPORT>';

const document = (text: string): ReadableDocument => ({
  source: 'document.xml',
  read: async function* () {
    yield await Promise.resolve(Buffer.from(text));
  },
});

const put = (store: Store, text: string) =>
  importPostures({ store, account: 'ann', clock: () => NOW }, document(text), { id: 12, title: 'Mill' });

const told = async (store: Store, parameters: Readonly<Record<string, string>>): Promise<string | number> => {
  const pairs = Object.entries({ action: 'list', policy_id: '12', ...parameters });
  const query = LATER_ENDPOINTS.postureInfo.decode(pairs);
  if (query._tag === 'Left') throw new Error(query.left.tag);
  const page = await createCompliance({ store }).postures('ann', query.right);
  if ('number' in page) return page.number;
  const { infos, explanations, next } = page;
  let whole = '';
  const cut = () => {
    const rest = next();
    return rest === undefined
      ? undefined
      : { after: rest.after, url: `https://x.example/?id_min=${rest.from}` };
  };
  for await (const piece of writePostures({ at: NOW, infos, explanations, cut })) whole += piece;
  return whole;
};

const itemsOf = async (text: string) => {
  const items = [];
  for await (const item of readDocument(document(text).read())) {
    if (item._tag === 'Left') throw new Error(JSON.stringify(item.left));
    items.push(item.right);
  }
  return items.filter(({ kind }) => kind !== 'end');
};

it('what was imported is told again, item by item', async () => {
  const store = await freshStore();
  expect(await put(store, postures())).toMatchObject({ id: 12, postures: 3 });
  const all = String(await told(store, { details: 'All' }));
  expect(await itemsOf(all)).toEqual(await itemsOf(postures()));
  const dtd = LATER_DTDS.get('/api/2.0/fo/compliance/posture/info/posture_info_list_output.dtd');
  expect(dtd).toContain('<!ELEMENT INFO ');
  const basic = await itemsOf(String(await told(store, {})));
  expect(basic.map((item) => (item.kind === 'glossary' ? item.entry : item.kind))).toEqual([
    ...['posture', 'posture', 'posture'],
    ...['host', 'host', 'control'],
  ]);
  expect(JSON.stringify(basic)).not.toContain('dp_1');
  expect(await itemsOf(String(await told(store, { details: 'None' })))).toHaveLength(3);
});

const FILTERS: readonly (readonly [Readonly<Record<string, string>>, readonly number[] | number])[] = [
  [{ ids: '2-5' }, [2, 5]],
  [{ id_min: '2', id_max: '4' }, [2]],
  [{ ips: '192.0.2.8' }, [5]],
  [{ host_ids: '7' }, [1, 2]],
  [{ control_ids: '1001', host_ids: '7' }, [1]],
  [{ status: 'Failed' }, [2]],
  // Nobody can say that the second has not changed.
  [{ status_changes_since: '2011-02-01' }, [2, 5]],
  [{ ips: 'nonsense' }, 1905],
  [{ policy_id: '13' }, 1905],
];

it('is filtered, and cut without being quiet about it', async () => {
  const store = await freshStore();
  await put(store, postures());
  for (const [parameters, expected] of FILTERS) {
    const answer = await told(store, parameters);
    const ids =
      typeof answer === 'number'
        ? answer
        : [...answer.matchAll(/<ID>(\d)<\/ID>\s*<HOST_ID>/g)].map(([, id]) => Number(id));
    expect([parameters, ids]).toEqual([parameters, expected]);
  }
  const page = await itemsOf(String(await told(store, { truncation_limit: '2', details: 'None' })));
  expect(page.at(-1)).toMatchObject({ kind: 'warning', number: 1980, url: 'https://x.example/?id_min=5' });
  const rest = await itemsOf(
    String(await told(store, { truncation_limit: '2', details: 'None', id_min: '5' })),
  );
  expect(rest.map(({ kind }) => kind)).toEqual(['posture']);
});

it.each([
  ['is cut', postures().slice(0, -30), /not imported/],
  [
    'is a page',
    postures(INFOS, GLOSSARY, '<WARNING><CODE>1980</CODE><TEXT>t</TEXT><URL>u</URL></WARNING>'),
    /goes on/,
  ],
  ['holds what is not known', postures(`${INFOS}<NEWS>n</NEWS>`), /cannot be kept/],
  ['is out of order', postures(info(5, 7, 1, 'Passed') + info(2, 7, 1, 'Passed')), /order of numbers/],
  ['lacks a host', postures(INFOS, ''), /host 7/],
  [
    'has a control without a number',
    postures(info(1, 7, 1, 'Passed').replace('ID>1</CONTROL', 'ID>x</CONTROL')),
    /control/,
  ],
  [
    'names a host twice',
    postures(INFOS, GLOSSARY.replace(host(8, '192.0.2.8'), host(7, '192.0.2.8'))),
    /host 7 stands twice/,
  ],
  ['has a strange status', postures(info(1, 7, 1, 'Passed\u0085')), /none of Passed, Failed and Error/],
  [
    'has a strange date',
    postures(info(1, 7, 1, 'Passed', '<POSTURE_MODIFIED_DATE>soon</POSTURE_MODIFIED_DATE>')),
    /no date is a date of posture 1/,
  ],
  ['refuses', '<SIMPLE_RETURN><RESPONSE><TEXT>no</TEXT></RESPONSE></SIMPLE_RETURN>', /not imported/],
])('a list that %s changes nothing', async (_, text, words) => {
  const store = await freshStore();
  await expect(put(store, text)).rejects.toMatchObject({
    code: 'OG_DOCUMENT_INVALID',
    message: expect.stringMatching(words) as unknown,
  });
  expect(await store.policies('ann')).toEqual([]);
});

it('policy reports are listed, and fetched to the byte', async () => {
  const store = await freshStore();
  const options = { store, account: 'ann', clock: () => NOW };
  const kinds = [REPORT, postures(), '<SCAN/>'].map((text) => complianceKind(document(text)));
  expect(await Promise.all(kinds)).toEqual(['report', 'posture', undefined]);
  for (const [text, code] of [
    ['', 'OG_REPLY_EMPTY'],
    ['not <xml>', 'OG_REPLY_NOT_XML'],
    ['<POSTURE_INFO_LIST_OUTPUT><RESPONSE>', 'OG_DOCUMENT_INVALID'],
  ] as const)
    await expect(complianceKind(document(text))).rejects.toMatchObject({ code });
  const { id } = await importPolicyReport(options, document(REPORT));
  await expect(importPolicyReport(options, document(REPORT.slice(0, -9)))).rejects.toMatchObject({
    code: 'OG_DOCUMENT_INVALID',
  });
  const compliance = createCompliance({ store });
  expect(await compliance.reports('ann', {})).toMatchObject([
    { id, title: 'Mill & weir', size: REPORT.length },
  ]);
  expect(await compliance.reports('ann', { state: 'Running' })).toEqual([]);
  expect(await compliance.reports('ann', { id: id + 1 })).toEqual([]);
  const bytes = await compliance.fetch('ann', id);
  const pieces: Uint8Array[] = [];
  if (!('number' in bytes)) for await (const piece of bytes) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe(REPORT);
  expect(await compliance.fetch('ann', id + 1)).toEqual({ number: 7001, text: 'Report cannot be fetched.' });
  expect(await compliance.fetch('bob', id)).toMatchObject({ number: 7001 });
});
