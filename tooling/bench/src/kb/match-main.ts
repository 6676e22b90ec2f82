import { isAmong, parseCpe } from '@openguard/knowledgebase';
import { openSqliteStore } from '@openguard/storage';

// usage: match-main DIRECTORY HOSTS: how many milliseconds each look-up of a host with ten services took, as JSON.
const [, , directory = '', hosts = '0'] = process.argv;

const SERVICES = 10;

const store = await openSqliteStore({ directory });
const took: number[] = [];
let found = 0;
for (let host = 0; host < Number(hosts); host += 1) {
  const cpes = Array.from({ length: SERVICES }, (_, service) => {
    const product = (host * SERVICES + service) % 4000;
    return `cpe:/a:vendor${product % 900}:product${product}:${(host + service) % 12}.5.1`;
  });
  const began = performance.now();
  const names = cpes.flatMap((cpe) => parseCpe(cpe) ?? []);
  const published = await store.vulnerabilitiesOf(
    names.map(({ product }) => product),
    (product, versions) => names.some((name) => name.product === product && isAmong(versions, name)),
  );
  found += published.length;
  took.push(performance.now() - began);
}
await store.close();
process.stdout.write(JSON.stringify({ took, found }));
