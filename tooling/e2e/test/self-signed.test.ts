import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

const ARGS = ['--log', 'text', '--tls-self-signed'];

it('a certificate of its own is made once, told by its fingerprint, and pinned by clients', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box, { args: ARGS });
  const [, pin = ''] =
    /for openguard --pin: ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})\n/.exec(server.process.stdout()) ?? [];
  const scans = (...args: readonly string[]) => openguard(box, server, ['scans', '--json', ...args]);
  expect(expectDone(await scans('--pin', pin))).toBe('[]\n');
  expectComplaint(await scans(), 4, /is not trusted, so nothing was sent/);
  const other = pin.replace(/^./, (digit) => (digit === 'A' ? 'B' : 'A'));
  expectComplaint(await scans('--pin', other), 4, /is not the pinned one/);

  const file = join(server.data, 'tls-self-signed.pem');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const certificate = new X509Certificate(readFileSync(file));
  expect(createHash('sha256').update(certificate.raw).digest('hex').toUpperCase()).toBe(
    pin.replaceAll(':', ''),
  );
  expect([certificate.checkIP('127.0.0.1'), certificate.checkHost('localhost'), certificate.ca]).toEqual([
    '127.0.0.1',
    'localhost',
    false,
  ]);

  // Trusted as its own authority, by its name, and never with TLS 1.1.
  const ca = readFileSync(file, 'utf8');
  const trusting = connect({ host: 'localhost', port: server.port, ca });
  context.onTestFinished(() => void trusting.destroy());
  await once(trusting, 'secureConnect');
  expect([trusting.authorized, trusting.getProtocol()]).toEqual([true, 'TLSv1.3']);
  const old = connect({
    host: 'localhost',
    port: server.port,
    ca,
    maxVersion: 'TLSv1.1',
    minVersion: 'TLSv1',
  });
  await expect(once(old, 'secureConnect')).rejects.toThrow();
  expect(server.process.stderr()).toBe('');

  await server.stop();
  const again = await startServer(box, { data: server.data, args: ARGS });
  expect(again.process.stdout()).toContain(pin);
});

it('one that is damaged or foreign is said, and nothing is answered', async (context) => {
  const box = sandbox(context);
  const data = box.folder('data');
  writeFileSync(join(data, 'tls-self-signed.pem'), 'nonsense', { mode: 0o600 });
  await expect(startServer(box, { data, args: ARGS })).rejects.toThrow(
    /tls-self-signed\.pem is damaged; remove it to have a new one made/,
  );
});
