import type { Host } from '../nmap/document.js';
import { ipOf } from '../nmap/host-facts.js';

const MOST = 12;

/** A name and the names above it, down to two labels. */
const above = (name: string): readonly string[] => {
  const labels = name.toLowerCase().replace(/\.$/, '').split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
};

/** The zones that a name server at this host may hold: of the account, of its own names, and of its network. */
export const zonesOf = (host: Host, domains: readonly string[]): readonly string[] => {
  const names = (host.names?.names ?? []).flatMap(({ name }) => above(name).slice(1));
  const network = ipOf(host).split('.').slice(0, 3).reverse().join('.');
  return [
    ...new Set([...domains.map((domain) => domain.toLowerCase()), ...names, `${network}.in-addr.arpa`]),
  ].slice(0, MOST);
};
