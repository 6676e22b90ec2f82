import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { describeEstateFault } from './estate-fault.js';
import { parseEstate } from './parse-estate.js';

const host = (more: object) => ({ hosts: [{ ip: '127.0.0.1', ...more }] });
const service = (more: object) => host({ services: [{ port: 21, service: 'ftp', ...more }] });
const weakness = (more: object) =>
  host({
    services: [{ port: 21, service: 'ftp' }],
    weaknesses: [{ check: 'ftp_anonymous', port: 21, ...more }],
  });

describe('parseEstate', () => {
  it('reads dates as moments and addresses as numbers', () => {
    expect(
      parseEstate({ name: 'x', ...service({ from: '2026-01-31', until: '2026-02-01T12:30:00Z' }) }),
    ).toEqual(
      E.right({
        name: 'x',
        hosts: [
          {
            address: 0x7f000001,
            services: [
              { port: 21, service: 'ftp', from: Date.UTC(2026, 0, 31), until: Date.UTC(2026, 1, 1, 12, 30) },
            ],
            weaknesses: [],
          },
        ],
        routers: [],
      }),
    );
  });

  it('reads routers, which may be one of the hosts, or not show themselves', () => {
    const routers = [{ ip: '127.0.0.9', os: 'Router OS', serves: '127.0.0.1' }, { serves: '127.0.0.2/31' }];
    const estate = parseEstate({ hosts: [], routers });
    expect(E.isRight(estate) ? estate.right.routers : estate.left).toEqual([
      { address: 0x7f000009, os: 'Router OS', serves: [{ first: 0x7f000001, last: 0x7f000001 }] },
      { serves: [{ first: 0x7f000002, last: 0x7f000003 }] },
    ]);
  });

  it.each([
    [null, 'the estate must be an object'],
    [[], 'the estate must be an object'],
    [{}, 'hosts must be a list'],
    [{ hosts: {} }, 'hosts must be a list'],
    [{ hosts: [7] }, 'hosts[0] must be an object'],
    [host({ ip: '127.0.0.1.5' }), 'hosts[0].ip must be an IPv4 address such as "127.0.0.1"'],
    [host({ name: '' }), 'hosts[0].name must be a text'],
    [service({ port: 0 }), 'hosts[0].services[0].port must be a port number from 1 to 65535'],
    [service({ port: '21' }), 'hosts[0].services[0].port must be a port number from 1 to 65535'],
    [service({ ssl: 'yes' }), 'hosts[0].services[0].ssl must be true or false'],
    [service({ from: '2026-02-30' }), /services\[0\]\.from must be a date/],
    [service({ from: 'yesterday' }), /services\[0\]\.from must be a date/],
    [
      service({ from: '2026-02-01', until: '2026-02-01' }),
      'hosts[0].services[0].until ends before it begins',
    ],
    [service({ untill: '2026-02-01' }), /^hosts\[0\]\.services\[0\]\.untill is not a key/],
    [{ hosts: [], seed: 1 }, /^seed is not a key/],
    [weakness({ check: 'ftp_anonimous' }), /weaknesses\[0\]\.check is "ftp_anonimous", which is no check/],
    [weakness({ port: 22 }), 'hosts[0].weaknesses[0].port is 22, and the host has no service on that port'],
    [
      weakness({ from: '2026-03-01', until: '2026-02-01' }),
      'hosts[0].weaknesses[0].until ends before it begins',
    ],
    [{ hosts: [{ ip: '127.0.0.1' }, { ip: '127.0.0.1' }] }, 'hosts[1].ip repeats 127.0.0.1'],
    [{ hosts: [], routers: {} }, 'routers must be a list'],
    [{ hosts: [], routers: [{}] }, 'routers[0].serves must be a target list such as "127.0.0.2-127.0.0.9"'],
    [{ hosts: [], routers: [{ serves: 'all' }] }, /^routers\[0\]\.serves must be a target list/],
    [{ hosts: [], routers: [{ serves: '127.0.0.1', servs: '' }] }, /^routers\[0\]\.servs is not a key/],
    [
      {
        hosts: [],
        routers: [
          { ip: '127.0.0.1', serves: '127.0.0.2' },
          { ip: '127.0.0.1', serves: '127.0.0.3' },
        ],
      },
      'routers[1].ip repeats 127.0.0.1',
    ],
  ])('refuses %j', (json, says) => {
    const estate = parseEstate(json);
    if (E.isRight(estate)) throw new Error('accepted');
    expect(describeEstateFault(estate.left)).toMatch(says);
  });
});
