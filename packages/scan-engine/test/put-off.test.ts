import { KeyObject } from 'node:crypto';
import { createServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { Host, Service } from '../src/nmap/document.js';
import { unheardServices } from '../src/nmap/unheard.js';
import { probed } from './probed.js';
import { byteServer, lineServer, type Script, type Talking } from './talking-server.js';

let server: Talking | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const said = async (service: string, talking: Promise<Talking>) => {
  server = await talking;
  const { seen, gaps } = await probed(server, service);
  await server.close();
  return [...seen.map(({ check }) => check), ...gaps.map(({ subject }) => `not tested: ${subject}`)];
};

const NOT_TESTED = [
  'not tested: smtp_open_relay',
  'not tested: smtp_vrfy',
  'not tested: smtp_cleartext_login',
];

/** A mail server that relays, and answers some commands otherwise. */
const mail = (answers: Readonly<Record<string, string>>): Script => ({
  greeting: '220 ready\r\n',
  answer: (line) => {
    const known = Object.keys(answers).find((start) => line.startsWith(start));
    return `${known === undefined ? '250 ok' : (answers[known] ?? '')}\r\n`;
  },
});

describe('a mail server', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['that knows no EHLO is asked by HELO', { EHLO: '502 what?', VRFY: '502 no' }, ['smtp_open_relay']],
    [
      'that does not like our name is told another',
      { 'EHLO scanner': '550 not found', 'HELO scanner': '550 not found', VRFY: '502 no' },
      ['smtp_open_relay'],
    ],
    ['that likes no name has told nothing', { EHLO: '550 who?', HELO: '550 who?' }, NOT_TESTED],
    [
      'that wants something else first has not refused',
      { VRFY: '502 no', MAIL: '503 say HELO' },
      ['not tested: smtp_open_relay'],
    ],
    [
      'that wants TLS, and offers none, has not refused',
      { VRFY: '530 use STARTTLS', MAIL: '530 Must issue a STARTTLS command first' },
      ['not tested: smtp_vrfy', 'not tested: smtp_open_relay'],
    ],
    ['that wants a log-in has refused', { VRFY: '502 no', MAIL: '530 Authentication required' }, []],
  ])('%s', async (_, answers, expected) => {
    expect((await said('smtp', lineServer(mail(answers)))).sort()).toEqual([...expected].sort());
  });

  it('that talks to nobody without TLS is asked through it, and left inside it', async () => {
    await import('reflect-metadata');
    const { X509CertificateGenerator } = await import('@peculiar/x509');
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: '01',
      name: 'CN=mail.example',
      notBefore: new Date(0),
      notAfter: new Date(4e12),
      signingAlgorithm: algorithm,
      keys,
    });
    const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
    const heard: string[] = [];
    const mailServer = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('220 ready\r\n');
      socket.on('data', (bytes) => {
        if (bytes.toString().startsWith('EHLO')) socket.write('250-mail\r\n250 STARTTLS\r\n');
        else if (!bytes.toString().startsWith('STARTTLS')) socket.write('530 5.7.0 STARTTLS first\r\n');
        else {
          socket.removeAllListeners('data');
          socket.write('220 go on\r\n');
          const secret = new TLSSocket(socket, { isServer: true, cert: certificate.toString('pem'), key });
          secret.on('error', () => undefined);
          secret.on('data', (line: Buffer) => {
            heard.push(line.toString());
            secret.write(line.toString().startsWith('VRFY') ? '502 no\r\n' : '250 ok\r\n');
          });
        }
      });
    });
    await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
    const address = mailServer.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const { seen, gaps } = await probed({ port }, 'smtp');
    // It has heard all that there was to hear once its connection is over.
    await new Promise((resolve) => mailServer.close(resolve));
    expect([seen.map(({ check }) => check), gaps]).toEqual([['smtp_open_relay'], []]);
    expect(heard.at(-1)).toBe('QUIT\r\n');
  });
});

it('a server that resets the connection has hung up', async () => {
  const resetting = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('@RSYNCD: 31.0\n');
    socket.on('data', () => socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => resetting.listen(0, '127.0.0.1', resolve));
  const address = resetting.address();
  const { gaps } = await probed({ port: typeof address === 'object' ? (address?.port ?? 0) : 0 }, 'rsync');
  resetting.close();
  expect(gaps.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/came to no result: it hung up\.$/) as string,
  ]);
});

describe('a server that puts us off is not tested', () => {
  const busy = (state: string) => {
    const fields = Buffer.from(`SFATAL\0C${state}\0Mwords\0\0`);
    const head = Buffer.from('E\0\0\0\0');
    head.writeUInt32BE(fields.length + 4, 1);
    return byteServer(() => Buffer.concat([head, fields]));
  };

  it('PostgreSQL', async () => {
    expect(await said('postgresql', busy('53300'))).toEqual(['not tested: postgres_no_password']);
    expect(await said('postgresql', busy('57P03'))).toEqual(['not tested: postgres_no_password']);
    expect(await said('postgresql', busy('28P01'))).toEqual([]);
  });

  it('FTP, after the name', async () => {
    const ftp = (pass: string): Script => ({
      greeting: '220 hi\r\n',
      answer: (line) =>
        line.startsWith('USER o') ? '530 no\r\n' : line.startsWith('PASS') ? `${pass}\r\n` : '331 and?\r\n',
    });
    expect(await said('ftp', lineServer(ftp('421 Too many users')))).toEqual([
      'not tested: ftp_anonymous',
      'not tested: ftp_anonymous_writable',
    ]);
    expect(await said('ftp', lineServer(ftp('530 no')))).toEqual([]);
    expect(await said('ftp', lineServer(ftp('230 in')))).toEqual([
      'ftp_anonymous',
      'not tested: ftp_anonymous_writable',
    ]);
  });

  it.each([
    ['HTTP/1.1 503 Service Unavailable\r\n\r\n', true],
    ['HTTP/1.1 429 Too Many Requests\r\nRetry-After: 60\r\n\r\n', true],
    ['HTTP/1.0 502 Bad Gateway\r\n\r\n', true],
    ['', true],
    ['HTTP/1.1 200 OK\r\n\r\nhello', false],
    ['HTTP/1.1 401 Who?\r\n\r\n', false],
  ])('a web server that says %j', async (answer, isPutOff) => {
    const talking = byteServer(() => (answer === '' ? undefined : Buffer.from(answer)));
    const told = await said('http', talking);
    expect(told).toEqual(isPutOff ? [`not tested: tcp/${server?.port}`] : []);
  });
});

describe('the service of an open port', () => {
  const gapsOf = (service: Partial<Service> | undefined, protocol = 'tcp') => {
    const told =
      service === undefined ? {} : { service: { name: 'x', method: 'probed', cpe: [], ...service } };
    const port = { protocol, number: 21, state: { state: 'open' }, scripts: [], ...told };
    const host: Host = { status: { state: 'up' }, addresses: [], ports: { extra: [], ports: [port] } };
    return unheardServices(host);
  };

  it.each<[string, Partial<Service> | undefined]>([
    ['that nmap does not name', undefined],
    ['that is known by its port alone', { name: 'ftp', method: 'table' }],
    ['that nmap does not know', { name: 'unknown' }],
    ['that hangs up', { name: 'tcpwrapped' }],
    ['that has too many clients', { name: 'mysql', extra: 'Too many connections' }],
    ['that blocks us', { name: 'mysql', extra: 'blocked - too many connection errors' }],
  ])('%s is not tested', (_, service) => {
    expect(gapsOf(service)).toMatchObject([{ subject: 'tcp/21' }]);
  });

  it('that was recognised is, and UDP tells for itself', () => {
    expect(gapsOf({ name: 'ftp', extra: 'anonymous' })).toEqual([]);
    expect(gapsOf({ name: 'telnet', extra: 'BusyBox 1.36' })).toEqual([]);
    expect(gapsOf(undefined, 'udp')).toEqual([]);
  });
});
