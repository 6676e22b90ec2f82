import type { MapComparison } from '@openguard/analytics';
import { expect, it } from 'vitest';
import { mapComparisonText } from './index.js';

const ESCAPE = '\u001b[31m';

const host = (ip: string, more: object = {}) =>
  ({ ip, kind: 'host', ports: [], behind: [], ...more }) as const;

it('tells line by line what came, went, moved and changed, and what cannot be told', () => {
  const web = host('192.0.2.10', { name: `www${ESCAPE}.example`, ports: [80], behind: ['192.0.2.1'] });
  const comparison: MapComparison = {
    hosts: {
      came: [web],
      went: [host('192.0.2.2', { kind: 'router' })],
      moved: [
        {
          before: host('192.0.2.3', { behind: ['192.0.2.1'] }),
          after: host('192.0.2.4', { name: 'a.example', behind: ['', '192.0.2.2'] }),
          what: ['address', 'router'],
        },
      ],
      changed: [
        {
          before: host('192.0.2.5'),
          after: host('192.0.2.5', { kind: 'router', name: 'b.example', os: 'OS 2', ports: [22, 443] }),
          what: ['name', 'system', 'kind', 'ports'],
        },
      ],
      notTested: [{ ...host('192.0.2.6'), reason: 'the newer map says INTERRUPTED' }],
    },
    links: {
      came: [{ router: '', ip: '192.0.2.4' }],
      went: [{ router: '192.0.2.1', ip: '192.0.2.3' }],
      notTested: 'the newer map does not tell of all hosts',
    },
  };
  const text = [...mapComparisonText(comparison)].join('');
  expect(text).not.toContain('\u001b');
  expect(text.replace(/www[^)]*\.example/, 'www.example')).toBe(`+ host 192.0.2.10 (www.example), ports 80
- router 192.0.2.2, no open port
> 192.0.2.4 (a.example): moved from 192.0.2.3, from behind 192.0.2.1 to behind a router that is not shown and 192.0.2.2
~ 192.0.2.5 (b.example): name none to b.example, system none to OS 2, host to router, no open port to ports 22 443
+ link a router that is not shown to 192.0.2.4
- link 192.0.2.1 to 192.0.2.3
? host 192.0.2.6, no open port: not told again, the newer map says INTERRUPTED
? links: the newer map does not tell of all hosts
`);
});
