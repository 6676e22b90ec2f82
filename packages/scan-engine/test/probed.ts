import type { Host, Script } from '../src/nmap/document.js';
import { runProbes, type Probed } from '../src/probe/run-probes.js';
import type { Talking } from './talking-server.js';

/** What the probes of a service make of a server that talks on loopback. */
export const probed = (
  { port }: Pick<Talking, 'port'>,
  service: string,
  protocol: 'tcp' | 'udp' = 'tcp',
  domains: readonly string[] = [],
  scripts: readonly Script[] = [],
): Promise<Probed> => {
  const host: Host = {
    status: { state: 'up' },
    addresses: [{ address: '127.0.0.1', type: 'ipv4' }],
    names: { names: [{ name: 'ns1.corp.example', type: 'PTR' }] },
    ports: {
      extra: [],
      ports: [
        {
          protocol,
          number: port,
          state: { state: 'open' },
          service: { name: service, method: 'probed', cpe: [] },
          scripts,
        },
      ],
    },
  };
  return runProbes(host, domains, new AbortController().signal);
};
