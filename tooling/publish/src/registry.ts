import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installedVersions } from './installed.js';
import { parseManifest, type Manifest } from './manifest.js';
import { readTarball, textIn } from './tarball.js';

/** A registry of packages on 127.0.0.1. */
export interface Registry {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Version {
  readonly manifest: Manifest;
  readonly bytes: () => Promise<Buffer>;
}

const execute = promisify(execFile);

/** Of a copy, since npm passes over the hard links that pnpm makes. */
const packCopy = async (folder: string): Promise<Buffer> => {
  const directory = await mkdtemp(join(tmpdir(), 'openguard-'));
  try {
    await cp(folder, join(directory, 'package'), { recursive: true });
    const args = ['-czf', '-', '-C', directory, 'package'];
    const { stdout } = await execute('tar', args, { encoding: 'buffer', maxBuffer: 2 ** 28 });
    return stdout;
  } finally {
    await rm(directory, { recursive: true });
  }
};

const packedCopies = new Map<string, Promise<Buffer>>();

/** An installed package as a tarball again, which is made once. */
const packInstalled = (folder: string): Promise<Buffer> => {
  const bytes = packedCopies.get(folder) ?? packCopy(folder);
  packedCopies.set(folder, bytes);
  return bytes;
};

const versionsOf = async (packed: ReadonlyMap<string, string>, name: string): Promise<readonly Version[]> => {
  const file = packed.get(name);
  if (file === undefined) {
    return installedVersions(name).map(({ manifest, folder }) => ({
      manifest,
      bytes: () => packInstalled(folder),
    }));
  }
  const manifest = parseManifest(textIn(await readTarball(file), 'package.json'));
  return [{ manifest, bytes: () => readFile(file) }];
};

/** What a registry says about a package. */
const describe = (url: string, name: string, versions: readonly Version[]): object => ({
  name,
  'dist-tags': { latest: versions.at(-1)?.manifest.version },
  versions: Object.fromEntries(
    versions.map(({ manifest }) => [
      manifest.version,
      { ...manifest, dist: { tarball: `${url}-/${manifest.version}/${encodeURIComponent(name)}` } },
    ]),
  ),
});

/**
 * Starts a registry that knows the packed packages, and, of others, what is installed in the workspace: an
 * install from it is that of a user, and needs no network.
 *
 * @param packed the tarball of each published package
 */
export const startRegistry = async (packed: ReadonlyMap<string, string>): Promise<Registry> => {
  const answer = async (path: string): Promise<string | Buffer | undefined> => {
    const [, version, name] = /^\/-\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const versions = await versionsOf(packed, decodeURIComponent(name ?? path.slice(1)));
    if (version !== undefined) {
      return versions.find(({ manifest }) => manifest.version === version)?.bytes();
    }
    return versions.length === 0
      ? undefined
      : JSON.stringify(describe(url, decodeURIComponent(path.slice(1)), versions));
  };
  const server = createServer((request, response) => {
    answer(request.url ?? '/').then(
      (body) => response.writeHead(body === undefined ? 404 : 200).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  const url = `http://127.0.0.1:${address.port}/`;
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
