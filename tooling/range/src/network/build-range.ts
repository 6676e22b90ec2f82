import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Drawing, Host } from '../drawing.js';
import { RangeFailure } from '../range-failure.js';
import { runWell } from '../run.js';
import { namespaceOf, networkScript } from './network-script.js';
import { startService, type Started } from './start-service.js';
import { waitForServices } from './wait-for-services.js';

/** Where the services keep their files: memory of this range alone, see `enterIsolation`. */
const FOLDER = '/srv/range';

const startHost = (drawing: Drawing, host: Host): readonly Started[] =>
  host.services.map(({ plant, state, port }) => {
    const place = {
      folder: join(FOLDER, namespaceOf(host), plant.name),
      address: host.address,
      port,
      name: host.name,
      network: `${drawing.prefix}.0.0/16`,
      resolver: drawing.resolver,
      names: drawing.hosts.map(({ name, address }) => ({ name, address })),
    };
    const setup = plant[state](place);
    const listens = state === 'weak' || !setup.script.endsWith('sleep infinity');
    return startService(namespaceOf(host), place, listens ? plant.spot.protocol : 'host', setup);
  });

/** Builds the network and starts every service; resolves when all of them listen. */
export const buildRange = async (drawing: Drawing): Promise<void> => {
  await runWell(['sh'], { input: networkScript(drawing) });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    join(FOLDER, 'resolv.conf'),
    `nameserver ${drawing.resolver}\noptions timeout:1 attempts:1\n`,
  );
  await runWell(['mount', '--bind', join(FOLDER, 'resolv.conf'), '/etc/resolv.conf']);
  const ended = await Promise.allSettled(
    drawing.hosts.map((host) => waitForServices(namespaceOf(host), startHost(drawing, host))),
  );
  const reasons = ended.flatMap((one) => (one.status === 'rejected' ? [`${one.reason}`] : []));
  if (reasons.length > 0) throw new RangeFailure(reasons.join('\n'));
};
