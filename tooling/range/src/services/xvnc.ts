import type { Service } from '../plant.js';

/** TigerVNC's server, for its VNC side. The password file holds eight bytes that no one knows the meaning of. */
export const vnc =
  (settings: string): Service =>
  ({ address, port }) => ({
    files: { password: 'abcdefgh' },
    script: `mkdir -m 1777 /tmp/.X11-unix
exec Xtigervnc :1 -geometry 320x200 -depth 16 -interface ${address} -rfbport ${port} ${settings}`,
  });

const FIRST_PORT = 6000;

/** The same program for its X11 side, which clients reach over TCP. */
export const x11 =
  (settings: string): Service =>
  ({ port, folder }) => ({
    files: { nobody: '' },
    script: `mkdir -m 1777 /tmp/.X11-unix
exec Xtigervnc :${port - FIRST_PORT} -geometry 320x200 -depth 16 -rfbunixpath ${folder}/vnc -rfbport -1 -listen tcp -nolisten local ${settings}`,
  });
