// needs: openssl
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

const openssl = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync('openssl', args, {
    input: '',
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, text: stdout + stderr };
};

it('openssl takes the certificate that the server makes, from TLS 1.2 on, and finds the fingerprint that it tells', async (context) => {
  const server = await startServer(sandbox(context), { args: ['--log', 'text', '--tls-self-signed'] });
  const file = join(server.data, 'tls-self-signed.pem');
  const connect = (...args: readonly string[]) =>
    openssl(
      's_client',
      '-connect',
      `127.0.0.1:${server.port}`,
      '-CAfile',
      file,
      '-verify_return_error',
      ...args,
    );
  for (const version of ['-tls1_2', '-tls1_3']) {
    const { status, text } = connect(version, '-verify_ip', '127.0.0.1');
    expect([version, status, text]).toEqual([
      version,
      0,
      expect.stringMatching(/Verif(y return code: 0|ication: OK)/),
    ]);
  }
  expect(connect('-tls1_1').status).not.toBe(0);
  expect(connect('-tls1_2', '-verify_ip', '192.0.2.1').status).not.toBe(0);
  const { text } = openssl('x509', '-in', file, '-noout', '-fingerprint', '-sha256');
  const [, fingerprint = 'none'] = /=([0-9A-F:]+)/.exec(text) ?? [];
  expect(server.process.stdout()).toContain(`--pin: ${fingerprint}\n`);
});
