import { hostname, networkInterfaces } from 'node:os';

const ANYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** The names under which clients of this machine reach a server that listens at `host`. */
export const ownNames = (host: string): readonly string[] => {
  const addresses = ANYWHERE.has(host)
    ? Object.values(networkInterfaces()).flatMap((list = []) => list.map(({ address }) => address))
    : [host];
  const plain = addresses.filter((address) => !address.includes('%'));
  return [...new Set([hostname(), 'localhost', '127.0.0.1', '::1', ...plain])];
};
