import type { Service } from '../plant.js';

/** One program or built-in service below xinetd, on the port of the place or on its own. */
export interface Inner {
  readonly name: string;
  readonly settings: string;
  readonly port?: number;
}

/** The super-server xinetd. */
export const xinetd =
  (...inner: readonly Inner[]): Service =>
  ({ address, port }) => ({
    files: {
      'xinetd.conf': inner
        .map(
          ({ name, settings, port: own }) => `service ${name}
{
id = ${name}-${settings.includes('dgram') ? 'udp' : 'tcp'}
bind = ${address}
port = ${own ?? port}
user = root
${settings}
}
`,
        )
        .join('\n'),
    },
    script: 'exec xinetd -dontfork -f xinetd.conf -pidfile /run/xinetd.pid -filelog xinetd.log',
  });

/** A program that talks over a TCP connection. */
export const program = (name: string, path: string, args = ''): Inner => ({
  name,
  settings: `type = UNLISTED
socket_type = stream
protocol = tcp
wait = no
server = ${path}
${args === '' ? '' : `server_args = ${args}`}`,
});

const small = (name: string, port: number, kind: string): Inner => ({
  name,
  port,
  settings: `type = INTERNAL UNLISTED\n${kind}`,
});

/** A service of the first days of the Internet that xinetd answers itself, over UDP. */
export const smallUdp = (name: string, port: number): Inner =>
  small(name, port, 'socket_type = dgram\nprotocol = udp\nwait = yes');

/** The same over TCP. */
export const smallTcp = (name: string, port: number): Inner =>
  small(name, port, 'socket_type = stream\nprotocol = tcp\nwait = no');
