// needs: chromium, npm
import { scoreItems } from '@openguard/analytics';
import { enrollmentForm } from '@openguard/enrollment';
import { documentBytes, type DocumentName } from '@openguard/fixtures';
import type { DocumentItem } from '@openguard/model';
import { readDocument } from '@openguard/reports';
import { copyFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundlePage } from '../src/bundle-page.js';
import { withPageOpen } from '../src/chromium.js';
import { emptyDirectory, npmInstall, type EmptyDirectory } from '../src/empty-directory.js';
import { packAll } from '../src/pack.js';
import { startRegistry } from '../src/registry.js';

const PACKAGES = ['xml', 'codec', 'reports', 'model', 'analytics', 'enrollment'];
const HTML = `<!doctype html><script>
addEventListener('error', ({ message }) => fetch('result', { method: 'POST', body: JSON.stringify({ message }) }));
addEventListener('unhandledrejection', ({ reason }) => fetch('result', { method: 'POST', body: JSON.stringify({ reason: String(reason) }) }));
</script><script type="module" src="page.js"></script>`;

let directory: EmptyDirectory;
let program = '';

beforeAll(async () => {
  directory = emptyDirectory(process.execPath);
  const registry = await startRegistry(await packAll());
  const names = PACKAGES.map((name) => `@openguard/${name}`);
  await npmInstall(directory, names, registry.url);
  await registry.close();
  const page = join(directory.path, 'page.ts');
  copyFileSync(join(import.meta.dirname, 'browser', 'page.ts'), page);
  const { code, imports, warnings } = await bundlePage(page);
  expect({ imports, warnings }).toEqual({ imports: [], warnings: [] });
  program = code;
});
afterAll(() => directory.remove());

/** What the page says of a document, as Chromium runs it. */
const resultOf = async (name: DocumentName): Promise<unknown> => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const files: Readonly<Record<string, readonly [type: string, body: string | Uint8Array]>> = {
    '/': ['text/html', HTML],
    '/page.js': ['text/javascript', program],
    '/report.xml': ['text/xml', documentBytes(name)],
  };
  const server = createServer((request, response) => {
    if (request.url === '/result') {
      response.end();
      void text(request).then((body) => resolve(JSON.parse(body)));
      return;
    }
    const [type, body] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  try {
    const profile = join(directory.path, `profile-${name}`);
    return await withPageOpen('chromium', `http://127.0.0.1:${address.port}/`, profile, () => promise);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

it.each<DocumentName>(['scan-2001', 'scan-2011', 'list-several'])(
  'Chromium reads %s as Node does, from the packed packages',
  async (name) => {
    const items: DocumentItem[] = [];
    async function* source() {
      yield await Promise.resolve(documentBytes(name));
    }
    for await (const item of readDocument(source())) if (item._tag === 'Right') items.push(item.right);
    expect(items.at(-1)?.kind).toBe('end');
    const form = enrollmentForm({ serviceLevels: ['full'] });
    const checked = form.validate(new URLSearchParams('country=Antarctica'));
    const violations = checked._tag === 'Left' ? checked.left.length : 0;
    expect(violations).toBeGreaterThan(10);
    expect(await resultOf(name)).toEqual({
      items: JSON.parse(JSON.stringify(items)) as unknown,
      score: scoreItems(items),
      written: '<SERVICE port="22" />\n',
      violations,
      severe: true,
      node: [],
    });
  },
);
