import type { CheckText } from '../check-text.js';

/** Screens and containers that anyone can take over. */
export const REMOTE_DESKTOP_CHECKS: readonly CheckText[] = [
  {
    id: 'vnc_no_authentication',
    number: 7000112,
    kind: 'vuln',
    category: 'VNC',
    rule: 'own:remote-control',
    title: 'VNC Without a Password',
    diagnosis:
      'The VNC server offers security type "None", or a TLS or Tight variant of it: no password is asked.',
    consequence:
      'Anyone who reaches the port sees the screen and uses keyboard and mouse with the rights of whoever is ' +
      'logged in.',
    solution:
      'Set a password ("vncpasswd") and a security type with encryption (TigerVNC "-SecurityTypes X509Vnc"), or let ' +
      'the server listen on 127.0.0.1 ("-localhost") and reach it through SSH.',
  },
  {
    id: 'realvnc-auth-bypass',
    number: 7000113,
    kind: 'vuln',
    category: 'VNC',
    rule: 'own:remote-control',
    cve: ['CVE-2006-2369'],
    title: 'VNC Password Can Be Skipped',
    diagnosis:
      'The server let the scanner choose security type "None" although it had not offered it. RealVNC 4.1.0 and ' +
      '4.1.1 and products built on them do so.',
    consequence:
      'Anyone who reaches the port gets the screen, keyboard and mouse of the host without the password.',
    solution:
      'Update RealVNC to 4.1.2 or later, or the firmware of the device that contains it. Until then block TCP ports ' +
      '5900 to 5902.',
  },
  {
    id: 'x11_open',
    number: 7000114,
    kind: 'vuln',
    category: 'X11',
    rule: 'own:remote-control',
    cve: ['CVE-1999-0526'],
    title: 'X11 Server Accepts Anyone',
    diagnosis:
      'The window system accepted a connection of the scanner without any authorisation, as after "xhost +".',
    consequence:
      'A remote program can record the screen and all keys, passwords included, and can type commands into open ' +
      'terminals.',
    solution:
      'Run "xhost -" and remove "xhost +" from start-up files; start the X server with "-nolisten tcp" and use "ssh -X". ' +
      'For X servers on Windows tick access control.',
  },
  {
    id: 'docker_open',
    number: 7000115,
    kind: 'vuln',
    category: 'docker',
    rule: 'own:remote-control',
    references: [
      { id: 'Protect the Docker daemon', url: 'https://docs.docker.com/engine/security/protect-access/' },
    ],
    title: 'Docker Interface Open to Anyone',
    diagnosis:
      'The Docker daemon answered a request for its version on the network without asking for a client ' +
      'certificate.',
    consequence:
      'Whoever may talk to the daemon starts a container with the disk of the host mounted, and is root on it. Such ' +
      'hosts are taken over by coin miners within hours.',
    solution:
      'Remove "-H tcp://…" from the service and "hosts" from /etc/docker/daemon.json; use "docker -H ssh://HOST" instead. If ' +
      'the port must stay, demand client certificates ("--tlsverify").',
  },
];
