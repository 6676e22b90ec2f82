import { MapGraphBuilder } from '@openguard/analytics';
import type { MapHost } from '@openguard/model';
import { expect, it } from 'vitest';
import { mapText } from './index.js';

const host = (ip: string, more: Partial<MapHost> = {}): MapHost => ({
  ip,
  router: false,
  ports: [],
  links: [],
  ...more,
});

const textOf = (...hosts: readonly MapHost[]): string => {
  const builder = new MapGraphBuilder();
  for (const one of hosts) builder.add(one);
  return mapText(builder.graph());
};

it('tells who hangs at whom, and which router does not show itself', () => {
  const text = textOf(
    host('192.0.2.2', { name: 'gate.example', links: ['192.0.2.1'], ports: [22, 80] }),
    host('192.0.2.1', { router: true, os: 'Router OS 11', links: ['192.0.2.2', '192.0.2.9'] }),
    host('192.0.2.20', { links: [''] }),
    host('192.0.2.21'),
  );
  expect(text).toBe(
    [
      'ADDRESS     KIND      NAME          BEHIND                        PORTS  SYSTEM',
      '192.0.2.2   host      gate.example  192.0.2.1                     22 80  -',
      '192.0.2.1   router    -             -                             -      Router OS 11',
      '192.0.2.9   unlisted  -             192.0.2.1                     -      -',
      '192.0.2.20  host      -             (a router that is not shown)  -      -',
      '192.0.2.21  host      -             -                             -      -',
      '3 hosts, 1 router, 1 not shown, 1 only linked to, 3 links, 3 parts',
      '',
    ].join('\n'),
  );
});

it('is safe for a terminal', () => {
  const evil = '\u001b[2J\u202e';
  expect(textOf(host(evil, { name: evil, os: evil, links: [evil] }))).not.toMatch(/[\u001b\u202e]/);
});

it('says when there is nothing', () => {
  expect(textOf()).toBe('No hosts.\n');
});
