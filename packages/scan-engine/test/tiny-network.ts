import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One end of a link: a node and its address there. */
type End = readonly [node: string, address: string];

/** A network to build: nodes with links between them, and the ways that nodes know. */
export interface TinyNetwork {
  readonly links: readonly (readonly [End, End])[];
  /** Node, destination, next hop. */
  readonly ways: readonly (readonly [string, string, string])[];
  readonly routers: readonly string[];
  /** Routers that forward and never answer for themselves. */
  readonly hidden: readonly string[];
  /** TCP ports that nodes listen at; 443 speaks TLS. */
  readonly listeners: Readonly<Record<string, readonly number[]>>;
  /** The names in the certificate of 443. */
  readonly certified: readonly string[];
}

/** A network that stands. */
export interface BuiltNetwork {
  /** A program that runs nmap at a node. */
  readonly nmapAt: (node: string) => string;
  readonly remove: () => Promise<void>;
}

const ip = (...args: readonly string[]): void => {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
};

const LISTENER = `
const [, ports, folder] = process.argv;
const pem = (name) => require('node:fs').readFileSync(folder + '/' + name);
// Whoever greets nobody is waited for.
const greet = (socket) => socket.on('error', () => {}).end('hello\\r\\n');
for (const port of ports.split(',')) {
  const server = port === '443'
    ? require('node:tls').createServer({ key: pem('key.pem'), cert: pem('cert.pem') }, greet)
    : require('node:net').createServer(greet);
  server.listen(Number(port), '0.0.0.0');
}
// It ends with the test that started it.
process.stdin.on('end', () => process.exit()).resume();
process.stdout.write('ready');
`;

const makeCertificate = (folder: string, names: readonly string[]): void => {
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', join(folder, 'key.pem')];
  const alternatives = names.map((name) => `DNS:${name}`).join(',');
  const subject = ['-subj', '/CN=tiny', '-addext', `subjectAltName=${alternatives}`];
  const args = ['req', '-x509', ...key, ...subject, '-days', '30', '-out', join(folder, 'cert.pem')];
  execFileSync('openssl', args, { stdio: 'ignore' });
};

/** Builds a network of namespaces on this machine; nothing of it is reachable from outside. Needs root. */
export const buildNetwork = async (network: TinyNetwork): Promise<BuiltNetwork> => {
  const folder = mkdtempSync(join(tmpdir(), 'tiny-network-'));
  const space = (node: string): string => `og-${process.pid}-${node}`;
  const nodes = [...new Set(network.links.flatMap((ends) => ends.map(([node]) => node)))];
  const children: ChildProcess[] = [];
  const remove = async (): Promise<void> => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    for (const node of nodes) ip('netns', 'del', space(node));
    rmSync(folder, { recursive: true });
  };
  for (const node of nodes) {
    ip('netns', 'add', space(node));
    ip('-n', space(node), 'link', 'set', 'lo', 'up');
  }
  for (const [index, [[left, own], [right, other]]] of network.links.entries()) {
    const peer = ['peer', 'name', `e${index}`, 'netns', space(right)];
    ip('-n', space(left), 'link', 'add', `e${index}`, 'type', 'veth', ...peer);
    for (const [node, address] of [
      [left, own],
      [right, other],
    ] as const) {
      ip('-n', space(node), 'address', 'add', address, 'dev', `e${index}`);
      ip('-n', space(node), 'link', 'set', `e${index}`, 'up');
    }
  }
  for (const [node, to, via] of network.ways) ip('-n', space(node), 'route', 'add', to, 'via', via);
  for (const node of network.routers) {
    ip('netns', 'exec', space(node), 'sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward');
  }
  // What a node itself sends comes from its own loopback, and is kept from leaving.
  for (const node of network.hidden)
    ip('-n', space(node), 'rule', 'add', 'iif', 'lo', 'pref', '1', 'prohibit');
  makeCertificate(folder, network.certified);
  for (const [node, ports] of Object.entries(network.listeners)) {
    const args = ['netns', 'exec', space(node), process.execPath, '-e', LISTENER, ports.join(','), folder];
    const child = spawn('ip', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    await once(child.stdout, 'data');
  }
  return {
    nmapAt: (node) => {
      const path = join(folder, `nmap-at-${node}`);
      writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${space(node)} nmap "$@"\n`);
      chmodSync(path, 0o755);
      return path;
    },
    remove,
  };
};
