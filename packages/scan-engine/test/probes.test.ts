import { afterEach, describe, expect, it } from 'vitest';
import { askByDatagram } from '../src/probe/datagram.js';
import { probed } from './probed.js';
import { byteServer, datagramServer, lineServer, type Script, type Talking } from './talking-server.js';

let server: Talking | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const { signal } = new AbortController();

const POP3 = (capabilities: string): Script => ({
  greeting: '+OK ready\r\n',
  answer: (line) => (line === 'CAPA' ? capabilities : '+OK\r\n'),
});

const IMAP = (capabilities: string): Script => ({
  greeting: '* OK ready\r\n',
  answer: (line) => `* CAPABILITY ${capabilities}\r\n${line.slice(0, 2)} OK done\r\n`,
});

const SMTP = (answers: Readonly<Record<string, string>>, ehlo = '250 mail.example\r\n'): Script => ({
  greeting: '220-mail.example\r\n220 ready\r\n',
  answer: (line) => {
    if (line.startsWith('EHLO')) return ehlo;
    const known = Object.keys(answers).find((start) => line.startsWith(start));
    return `${known === undefined ? '550 no' : (answers[known] ?? '')}\r\n`;
  },
});

describe('dialogues in lines', () => {
  it.each<[string, string, Script, readonly string[]]>([
    [
      'FTP that asks for a password',
      'ftp',
      { greeting: '220 ready\r\n', answer: () => '331 Password?\r\n' },
      ['ftp_cleartext_login'],
    ],
    [
      'FTP that demands TLS',
      'ftp',
      { greeting: '220 ready\r\n', answer: () => '530 Non-anonymous sessions must use encryption.\r\n' },
      [],
    ],
    ['POP3 that takes names', 'pop3', POP3('+OK\r\nTOP\r\nUSER\r\n.\r\n'), ['pop3_cleartext_login']],
    ['POP3 with SASL', 'pop3', POP3('+OK\r\nSASL CRAM-MD5 PLAIN\r\n.\r\n'), ['pop3_cleartext_login']],
    ['POP3 that demands TLS', 'pop3', POP3('+OK\r\nTOP\r\nSTLS\r\nSASL\r\n.\r\n'), []],
    ['IMAP that takes names', 'imap', IMAP('IMAP4rev1 AUTH=PLAIN'), ['imap_cleartext_login']],
    ['IMAP that demands TLS', 'imap', IMAP('IMAP4rev1 STARTTLS LOGINDISABLED'), []],
    [
      'SMTP that relays, confirms names and takes passwords',
      'smtp',
      SMTP(
        {
          'VRFY postmaster': '252 yes',
          'MAIL FROM': '250 ok',
          'RCPT TO': '250 ok',
          RSET: '250 ok',
        },
        '250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE\r\n',
      ),
      ['smtp_cleartext_login', 'smtp_vrfy', 'smtp_open_relay'],
    ],
    [
      'SMTP that is careful',
      'smtp',
      SMTP(
        { VRFY: '252 send some mail', 'MAIL FROM': '250 ok', RSET: '250 ok' },
        '250-mail\r\n250 STARTTLS\r\n',
      ),
      [],
    ],
    ['SMTP that refuses the sender', 'smtp', SMTP({}), []],
  ])('%s', async (_, service, script, checks) => {
    server = await lineServer(script);
    const { seen, gaps } = await probed(server, service);
    expect(seen.map(({ check }) => check)).toEqual(checks);
    expect(seen.every(({ port }) => port === server?.port)).toBe(true);
    expect(gaps).toEqual([]);
  });

  it.each<[string, string, Script]>([
    ['hangs up', 'pop3', { greeting: '-ERR busy\r\n', answer: () => undefined }],
    ['speaks otherwise', 'smtp', { greeting: 'HELLO\r\n', answer: () => undefined }],
  ])('a service that %s is a gap', async (_, service, script) => {
    server = await lineServer(script);
    const running = probed(server, service);
    await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 100))]);
    await server.close();
    const { seen, gaps } = await running;
    expect(seen).toEqual([]);
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps[0]).toMatchObject({ port: `tcp/${server.port}` });
    server = undefined;
  });

  it('a port that is closed by now is a gap', async () => {
    const gone = await lineServer({ answer: () => undefined });
    await gone.close();
    const { gaps } = await probed(gone, 'imap');
    expect(gaps).toEqual([
      {
        subject: 'imap_cleartext_login',
        port: `tcp/${gone.port}`,
        reason: expect.stringContaining('ECONNREFUSED') as string,
      },
    ]);
  });
});

const answerTo = (question: Buffer, flags: number, record?: Buffer): Buffer => {
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(flags, 2);
  head.writeUInt16BE(record === undefined ? 0 : 1, 6);
  return Buffer.concat([head, question.subarray(12), record ?? Buffer.alloc(0)]);
};

const recordOf = (type: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, data]);
};

/** Record types, by their numbers. */
const DNS = { SOA: 6, TXT: 16, AXFR: 252 };

const VERSION = recordOf(DNS.TXT, Buffer.from('\x04dnsd'));
const isVersion = (question: Buffer): boolean => question.includes('version');

describe('name servers', () => {
  it.each([
    ['an open resolver', 0x8180, VERSION, ['dns_recursion', 'dns_version']],
    ['a server of zones', 0x8400, undefined, []],
    ['one that refuses', 0x8185, undefined, []],
  ])('%s', async (_, flags, record, checks) => {
    server = await datagramServer((question) =>
      answerTo(question, flags, isVersion(question) ? record : undefined),
    );
    const { seen } = await probed(server, 'domain', 'udp');
    expect(seen.map(({ check }) => check)).toEqual(checks);
    expect(seen.every(({ protocol }) => protocol === 'udp')).toBe(true);
  });

  it('that hand out zones: those of the account, of the host, and of its network are asked for', async () => {
    const asked: string[] = [];
    server = await byteServer((bytes) => {
      const question = bytes.subarray(2);
      const transfer = question.readUInt16BE(question.length - 4) === DNS.AXFR;
      if (transfer)
        asked.push(
          question
            .subarray(12, -5)
            .toString('latin1')
            .replace(/[\x01-\x1f]/g, '.'),
        );
      const given = transfer && question.includes('corp') ? recordOf(DNS.SOA, Buffer.alloc(22)) : undefined;
      const answer = answerTo(question, given === undefined ? 0x8405 : 0x8400, given);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length, 0);
      return Buffer.concat([length, answer]);
    });
    const { seen } = await probed(server, 'domain', 'tcp', ['other.example']);
    expect(seen).toEqual([
      { check: 'dns_zone_transfer', result: 'corp.example', port: server.port, ssl: false },
    ]);
    expect(asked).toEqual(['.other.example', '.corp.example', '.0.0.127.in-addr.arpa']);
  });

  it('that answer with garbage give nothing', async () => {
    server = await datagramServer((question) =>
      Buffer.concat([question.subarray(0, 2), Buffer.from([0x81, 0x80, 0, 1, 0, 9])]),
    );
    expect((await probed(server, 'domain', 'udp')).seen).toEqual([]);
  });
});

describe('SNMP', () => {
  const reply = (community: string, text: string) =>
    Buffer.concat([
      Buffer.from(`0x\x02\x01\x01\x04\x06${community}\xa2x06\x08`, 'latin1'),
      Buffer.from([0x06, 8, 0x2b, 6, 1, 2, 1, 1, 1, 0, 0x04, text.length]),
      Buffer.from(text),
    ]);

  it('a known community that is let in', async () => {
    server = await datagramServer((bytes) =>
      bytes.includes('public') ? reply('public', 'Switch 7') : undefined,
    );
    const { seen } = await probed(server, 'snmp', 'udp');
    expect(seen).toEqual([
      {
        check: 'snmp_default_community',
        result: 'Communities: public\nSystem: Switch 7',
        port: server.port,
        protocol: 'udp',
        ssl: false,
      },
    ]);
  });

  it('one that is not', async () => {
    server = await datagramServer(() => undefined);
    expect(await probed(server, 'snmp', 'udp')).toEqual({ seen: [], gaps: [] });
  });
});

describe('PostgreSQL', () => {
  it.each([
    ['lets the administrator in', Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]), ['postgres_no_password']],
    ['asks for a password', Buffer.from([0x52, 0, 0, 0, 23, 0, 0, 0, 10]), []],
    ['refuses the host', Buffer.from('E\0\0\0\x13SFATAL\0C28000\0\0'), []],
  ])('%s', async (_, answer, checks) => {
    server = await byteServer(() => answer);
    expect((await probed(server, 'postgresql')).seen.map(({ check }) => check)).toEqual(checks);
  });
});

describe('rsync', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'tells its modules, whatever it says before',
      'Welcome.\nweb            \tthe pages\nbackup         \t\n@RSYNCD: EXIT\n',
      ['backup', 'web\tthe pages'],
    ],
    ['tells none', 'Welcome.\n@RSYNCD: EXIT\n', []],
    ['refuses', '@ERROR: access denied\n', []],
  ])('%s', async (_, said, modules) => {
    server = await byteServer(
      (bytes) => (bytes.includes('\n\n') ? Buffer.from(said) : undefined),
      () => '@RSYNCD: 31.0\n',
    );
    const { seen, gaps } = await probed(server, 'rsync');
    expect(gaps).toEqual([]);
    expect(seen.map(({ result }) => result)).toEqual(modules.length === 0 ? [] : [modules.join('\n')]);
  });
});

describe('TFTP', () => {
  const refusal = Buffer.from('\0\x05\0\x01File not found\0', 'latin1');
  const ask = ({ port }: Talking, anyPort: boolean) =>
    askByDatagram('127.0.0.1', port, Buffer.from('\0\x01x\0octet\0'), () => true, signal, anyPort);

  it('answers from another port, which is heard where it is meant', async () => {
    server = await datagramServer(() => refusal, true);
    expect(await ask(server, true)).toEqual(refusal);
    expect(await ask(server, false)).toBeUndefined();
  });
});

describe('Windows file sharing', () => {
  const message = (status: number): Buffer => {
    const bytes = Buffer.alloc(4 + 80);
    bytes.writeUInt32BE(80, 0);
    bytes.write('\xfeSMB', 4, 'latin1');
    bytes.writeUInt32LE(status, 12);
    return bytes;
  };

  it.each([
    ['lets in whoever has no name', [0, 0xc0000016, 0, 0], ['smb_null_session']],
    ['refuses the share', [0, 0xc0000016, 0, 0xc0000022], []],
    ['refuses the session', [0, 0xc0000016, 0xc000006d], []],
    ['refuses the log-in', [0, 0xc0000022], []],
  ])('%s', async (_, statuses, checks) => {
    server = await byteServer((__, turn) => {
      const status = statuses[turn];
      return status === undefined ? undefined : message(status);
    });
    const { seen, gaps } = await probed(server, 'microsoft-ds');
    expect(seen.map(({ check }) => check)).toEqual(checks);
    expect(gaps).toEqual([]);
  });

  it('that speaks no SMB 2 is a gap', async () => {
    server = await byteServer(() => Buffer.from('\0\0\0\x04\xffSMB', 'latin1'));
    const { gaps } = await probed(server, 'microsoft-ds');
    expect(gaps.map(({ subject }) => subject)).toEqual(['smb_null_session']);
  });
});

describe('what a service puts off', () => {
  const gapsOf = async (service: string, script: Script): Promise<readonly string[]> => {
    server = await lineServer(script);
    const { seen, gaps } = await probed(server, service);
    expect(seen).toEqual([]);
    return gaps.map(({ subject, reason }) => `${subject}: ${/it said \d+/.exec(reason)?.[0] ?? reason}`);
  };
  const mail = (answers: Readonly<Record<string, string>>): Script => ({
    greeting: '220 ready\r\n',
    answer: (line) => `${answers[line.split(' ')[0] ?? ''] ?? '250 yes'}\r\n`,
  });

  it('is no refusal: greylisting', async () => {
    expect(await gapsOf('smtp', mail({ VRFY: '502 no', RCPT: '451 4.7.1 Greylisting' }))).toEqual([
      'smtp_open_relay: it said 451',
    ]);
    expect(await gapsOf('smtp', mail({ VRFY: '502 no', MAIL: '452 full' }))).toEqual([
      'smtp_open_relay: it said 452',
    ]);
    expect(await gapsOf('smtp', mail({ VRFY: '450 busy', RCPT: '550 no' }))).toEqual([
      'smtp_vrfy: it said 450',
    ]);
    expect(await gapsOf('smtp', mail({ VRFY: '502 no', RCPT: '550 no' }))).toEqual([]);
    server = await lineServer({
      greeting: '220 ready\r\n',
      answer: (line) => (line.startsWith('VRFY no-such') ? '450 busy\r\n' : '250 yes\r\n'),
    });
    expect((await probed(server, 'smtp')).seen.map(({ check }) => check)).toEqual(['smtp_open_relay']);
  });

  it('is no refusal: a server that talks to nobody like us', async () => {
    const blocked = { greeting: '554 no service for you\r\n', answer: () => '550 no\r\n' };
    server = await lineServer(blocked);
    const { seen, gaps } = await probed(server, 'smtp');
    expect([seen, gaps.map(({ subject }) => subject).sort()]).toEqual([
      [],
      ['smtp_cleartext_login', 'smtp_open_relay', 'smtp_vrfy'],
    ]);
  });

  it('is no answer: too many users', async () => {
    const busy = { greeting: '421 too many\r\n', answer: () => undefined };
    const untold = ['ftp_cleartext_login: it said 421', 'ftp_anonymous: it said 421'];
    expect(await gapsOf('ftp', busy)).toEqual([...untold, 'ftp_anonymous_writable: it said 421']);
    expect(await gapsOf('ftp', { greeting: '220 hi\r\n', answer: () => '421 bye\r\n' })).toEqual([
      ...untold,
      'ftp_anonymous_writable: it said 421',
    ]);
    expect(await gapsOf('smtp', busy)).toHaveLength(3);
  });
});
