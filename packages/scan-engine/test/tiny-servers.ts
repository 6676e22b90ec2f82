import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The address that the servers listen at: one of loopback that nothing else is likely to use. */
export const ADDRESS = '127.0.0.77';

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, ADDRESS, resolve));
  return (server.address() as AddressInfo).port;
};

const LISTING =
  'drwxrwxrwx   2 0 0 4096 Jul 19 18:48 incoming\r\n-rw-r--r--   1 0 0 11 Jul 19 2001 a.txt\r\n';

/** An FTP server that lets "anonymous" in. */
const ftpServer = (): Server =>
  createServer((control: Socket) => {
    let data: Socket | undefined;
    const passive = async () => {
      const server = createServer((socket) => {
        data = socket.on('error', () => undefined);
        server.close();
      });
      const port = await listen(server);
      control.write(
        `227 Entering Passive Mode (${ADDRESS.replaceAll('.', ',')},${port >> 8},${port & 255})\r\n`,
      );
    };
    const replies: Readonly<Record<string, () => unknown>> = {
      USER: () => control.write('331 say a password\r\n'),
      PASS: () => control.write('230 in\r\n'),
      PASV: passive,
      LIST: () => {
        control.write('150 here\r\n');
        data?.end(LISTING);
        return control.write('226 done\r\n');
      },
      QUIT: () => control.end('221 bye\r\n'),
    };
    control.on('error', () => undefined);
    control.write('220 tiny FTP server ready\r\n');
    control.on('data', (bytes) => {
      for (const line of bytes.toString('latin1').split('\r\n').filter(Boolean)) {
        const reply = replies[line.split(' ')[0]?.toUpperCase() ?? ''];
        if (reply === undefined) control.write('502 no\r\n');
        else reply();
      }
    });
  });

/** A server that greets like SSH and hangs up. */
const sshServer = (): Server =>
  createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');
    socket.on('data', () => socket.end());
  });

const page: RequestListener = (request, response) => {
  if (request.method === 'TRACE') {
    response.writeHead(200, { 'content-type': 'message/http' });
    response.end(`TRACE ${request.url ?? '/'} HTTP/1.1\r\nHost: x\r\n`);
  } else if (request.url === '/') {
    response.setHeader('set-cookie', 'PHPSESSID=abc');
    response.end('<title>tiny</title>');
  } else {
    response.statusCode = 404;
    response.end('no');
  }
};

const certificate = (): { readonly key: Buffer; readonly cert: Buffer } => {
  const folder = mkdtempSync(join(tmpdir(), 'tiny-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=tiny.example', '-days', '30'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:1024', '-nodes', '-keyout', key, '-out', cert, ...subject],
    {
      stdio: 'ignore',
    },
  );
  const read = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return read;
};

/** Small servers with known weaknesses. */
export interface TinyServers {
  readonly ports: {
    readonly ftp: number;
    readonly ssh: number;
    readonly http: number;
    readonly https: number;
  };
  readonly closeFtp: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const closing = async (server: Server): Promise<void> => {
  await new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
};

/** Starts them. The certificate needs openssl: its key is shorter than Node.js makes. */
export const startTinyServers = async (): Promise<TinyServers> => {
  const weak = { ...certificate(), minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const [ftp, ssh, http, https] = [
    ftpServer(),
    sshServer(),
    createHttpServer(page),
    createHttpsServer(weak, page),
  ];
  const ports = {
    ftp: await listen(ftp),
    ssh: await listen(ssh),
    http: await listen(http),
    https: await listen(https),
  };
  return {
    ports,
    closeFtp: () => closing(ftp),
    close: async () => {
      http.closeAllConnections();
      https.closeAllConnections();
      await Promise.all([ssh, http, https].map(closing));
    },
  };
};
