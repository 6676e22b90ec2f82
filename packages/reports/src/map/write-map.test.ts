import type { MapHost } from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hardText } from '../../test/arbitrary-element.js';
import { asyncOf } from '../../test/async-of.js';
import { judgeOf } from '../../test/judge.js';
import { itemsOf } from '../../test/read-items.js';
import { SEED_MAP_DTD } from '../../test/seed-dtd.js';
import {
  MAP_DTD,
  MAP_HEAD,
  MAP_REQUEST_DTD,
  MAP_REQUEST_HEAD,
  writeMap,
  writeMapRefusal,
  writeMapRequest,
  type WrittenMap,
} from '../index.js';

const judge = judgeOf(MAP_DTD);
const seedJudge = judgeOf(SEED_MAP_DTD);

const PORTS = [21, 22, 23, 25, 53, 80, 110, 135, 139, 443];

const host: fc.Arbitrary<MapHost> = fc.record(
  {
    ip: fc.ipV4(),
    name: hardText,
    os: hardText,
    router: fc.boolean(),
    ports: fc.array(fc.constantFrom(...PORTS), { maxLength: 3 }),
    links: fc.array(fc.oneof(fc.ipV4(), fc.constant('')), { maxLength: 3 }),
    account: hardText,
    netbios: hardText,
    discovery: fc.array(hardText, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['ip', 'router', 'ports', 'links'] },
);

interface Sample {
  readonly ref: string;
  readonly keys?: Readonly<Record<string, string>>;
  readonly hosts: readonly MapHost[];
}

const sample: fc.Arbitrary<Sample> = fc.record(
  {
    ref: hardText,
    keys: fc.constant({ USERNAME: 'ann', STATUS: 'FINISHED', REPORT_TYPE: 'simulated <&>' }),
    hosts: fc.array(host, { maxLength: 4 }),
  },
  { requiredKeys: ['ref', 'hosts'] },
);

const written = ({ hosts, ...map }: Sample): WrittenMap => ({ ...map, hosts: asyncOf(hosts) });

const itemsFor = ({ ref, keys, hosts }: Sample): readonly object[] => [
  { kind: 'header', ref, keys: keys ?? {} },
  ...hosts.map((one) => ({ kind: 'host', ...one })),
];

const documentOf = async (head: string, pieces: AsyncIterable<string>): Promise<string> => {
  let document = head;
  for await (const piece of pieces) document += piece;
  return document;
};

const isBeyond2001 = ({ keys, hosts }: Sample): boolean =>
  keys !== undefined ||
  hosts.length === 0 ||
  hosts.some(
    ({ account, netbios, discovery }) =>
      account !== undefined || netbios !== undefined || discovery !== undefined,
  );

describe('writeMap', () => {
  it('writes what is valid and reads back as the same', async () => {
    await fc.assert(
      fc.asyncProperty(sample, async (map) => {
        const document = await documentOf(MAP_HEAD, writeMap(written(map)));
        expect(judge(document)).toBeUndefined();
        expect(seedJudge(document) === undefined).toBe(!isBeyond2001(map));
        const items = await itemsOf(document);
        expect(items).toMatchObject([
          ...itemsFor(map),
          { kind: 'end', hosts: map.hosts.length, maps: 1, notices: [] },
        ]);
        expect(items.slice(1, -1)).toEqual(itemsFor(map).slice(1));
      }),
    );
  });

  it('writes the form of 2001, byte for byte', async () => {
    const hosts: readonly MapHost[] = [
      { ip: '192.0.2.1', router: true, ports: [], links: ['192.0.2.2'] },
      { ip: '192.0.2.2', name: 'a.example', os: 'O & S', router: false, ports: [80], links: [''] },
    ];
    const document = await documentOf(MAP_HEAD, writeMap({ ref: 'map/1.2', hosts: asyncOf(hosts) }));
    expect(document).toBe(`<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE MAP SYSTEM "/map.dtd">
<MAP value="map/1.2">
  <IP value="192.0.2.1" type="router">
    <LINK value="192.0.2.2" />
  </IP>
  <IP value="192.0.2.2" name="a.example" os="O &amp; S">
    <PORT value="80" />
    <LINK value="" />
  </IP>
</MAP>
`);
  });

  it('refuses in a form that only our DTD knows', async () => {
    const document = MAP_HEAD + writeMapRefusal({ number: 1905, text: 'no <domain>' });
    expect(judge(document)).toBeUndefined();
    expect(seedJudge(document)).toBeDefined();
    expect(await itemsOf(document)).toMatchObject([
      { kind: 'header', ref: 'None' },
      { kind: 'refused', number: 1905, text: 'no <domain>' },
      { kind: 'end', hosts: 0, maps: 1, notices: [] },
    ]);
  });
});

it('writeMapRequest writes what is valid and reads back as the same', async () => {
  const requestJudge = judgeOf(MAP_REQUEST_DTD);
  const refusals = fc.array(fc.record({ number: fc.nat(), text: hardText }), { maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(sample, { maxLength: 3 }), refusals, async (maps, refused) => {
      const pieces = writeMapRequest(asyncOf(maps.map(written)), refused);
      const document = await documentOf(MAP_REQUEST_HEAD, pieces);
      expect(requestJudge(document)).toBeUndefined();
      const hosts = maps.reduce((sum, map) => sum + map.hosts.length, 0);
      expect(await itemsOf(document)).toMatchObject([
        ...maps.flatMap(itemsFor),
        ...refused.map((one) => ({ kind: 'refused', ...one })),
        { kind: 'end', hosts, maps: maps.length, notices: [] },
      ]);
    }),
  );
});
