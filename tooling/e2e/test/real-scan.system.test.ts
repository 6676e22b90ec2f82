// needs: nmap
import { once } from 'node:events';
import { createServer, type Server as TcpServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openguard, startOpenguard } from '../src/commands.js';
import { jsonOf } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

/** An address of this machine that nobody else uses, so that nothing but this test comes and goes there. */
const HOST = '127.83.7.1';

const REPLIES: Readonly<Record<string, string>> = {
  USER: '331 any password will do',
  PASS: '230 welcome',
  SYST: '215 UNIX Type: L8',
  TYPE: '200 so be it',
  STAT: '211 idle',
  QUIT: '221 bye',
};

/** An FTP server that lets anyone in and has nothing to list. */
const anonymousFtp = async (): Promise<TcpServer> => {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.write('220 tiny FTP server ready\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
        const verb = line.slice(0, 4).toUpperCase();
        socket.write(`${REPLIES[verb] ?? '502 not here'}\r\n`);
        if (verb === 'QUIT') socket.end();
      }
    });
  }).listen(0, HOST);
  await once(server, 'listening');
  return server;
};

const portOf = (server: TcpServer): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
};

describe('a real scan', { timeout: 400_000 }, () => {
  it('shows a port and anonymous FTP come and go, each with its proof', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box, { engine: 'nmap' });
    const compare = async (): Promise<unknown> =>
      jsonOf(await startOpenguard(box, server, ['compare', HOST, '--json']).ended);

    expect(await compare()).toMatchObject({ verdict: 'no previous scan', newScore: 0 });

    const ftp = await anonymousFtp();
    const port = portOf(ftp);
    try {
      expect(await compare()).toMatchObject({
        verdict: 'increased',
        oldScore: 0,
        newScore: 3,
        change: 3,
        ports: { came: [{ ip: HOST, port, protocol: 'tcp' }], went: [] },
        findings: {
          came: expect.arrayContaining([
            expect.objectContaining({ section: 'vuln', id: 'ftp_anonymous', port, severity: 3 }),
          ]) as unknown,
          went: [],
        },
      });
      expect(await compare()).toMatchObject({
        verdict: 'same',
        ports: { came: [], went: [], notTested: [] },
        findings: { came: [], went: [], changed: [], notTested: [] },
      });
    } finally {
      ftp.close();
    }
    expect(await compare()).toMatchObject({
      verdict: 'decreased',
      change: -3,
      ports: { came: [], went: [{ port, evidence: 'proven' }], notTested: [] },
      findings: {
        came: [],
        went: expect.arrayContaining([
          expect.objectContaining({ id: 'ftp_anonymous', port, evidence: 'proven' }),
        ]) as unknown,
        notTested: [],
      },
    });
  });

  it('leaves the port of its own server out, and says so', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box, { engine: 'nmap' });
    const { stdout } = await openguard(box, server, ['scan', '127.0.0.1', '--option', 'light']);
    const { stdout: lines } = await openguard(box, undefined, ['decode', '-'], { input: stdout });
    const findings = lines
      .trim()
      .split('\n')
      .map((line): { id?: string; result?: string } => JSON.parse(line) as object);
    const open = findings.find(({ id }) => id === 'scan_tcp')?.result ?? '';
    expect(open).not.toContain(`\n${server.port}\t`);
    expect(findings.find(({ id }) => id === 'coverage_not_tested')?.result).toContain(`tcp/${server.port}`);
  });
});
