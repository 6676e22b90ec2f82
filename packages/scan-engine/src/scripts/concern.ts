import type { Port } from '../nmap/document.js';
import type { Concern } from './script-rule.js';

interface Sign {
  readonly ports: readonly number[];
  readonly services: RegExp;
}

const HTTP: Sign = {
  ports: [80, 443, 631, 3872, 5800, 7080, 8000, 8080, 8088, 8180, 8222, 8333, 8443],
  services: /http|^ipp|soap|caldav|carddav|webdav|oem-agent/,
};

// Services that change to TLS after a plain start count as TLS services.
const TLS: Sign = {
  ports: [
    21, 25, 110, 143, 261, 271, 324, 389, 443, 465, 563, 587, 614, 631, 636, 989, 990, 992, 993, 994, 995,
    1443, 2221, 2252, 2376, 3269, 3389, 4433, 4911, 5061, 5986, 6679, 6697, 8443, 9001, 8883,
  ],
  services:
    /https|ssl|tls|^(?:ftps?|smtps?|submissions?|pop3s?|imaps?|ldaps?|mysql|postgresql|xmpp.*|ms-sql-s|ms-wbt-server|vnc|nntps?)$/,
};

/** Ports and names by which nmap's scripts find the services that they look at, and some more. */
const SIGNS: Readonly<Record<Exclude<Concern, 'any'>, Sign>> = {
  docker: { ports: [2375, 2376], services: /^docker/ },
  finger: { ports: [79], services: /^finger$/ },
  ftp: { ports: [21, 990], services: /^ftps?$/ },
  http: HTTP,
  irc: { ports: [6666, 6667, 6697, 6679, 8067], services: /^irc/ },
  memcached: { ports: [11211], services: /^memcached?$/ },
  mongodb: { ports: [27017], services: /^mongod/ },
  mysql: { ports: [3306], services: /^mysql$/ },
  netbus: { ports: [12345], services: /^netbus$/ },
  ntp: { ports: [123], services: /^ntp$/ },
  redis: { ports: [6379], services: /^redis$/ },
  rpc: { ports: [111], services: /^(?:rpcbind|mountd)$/ },
  rsync: { ports: [873], services: /^rsync$/ },
  smb: { ports: [135, 137, 139, 445], services: /^(?:netbios-ssn|microsoft-ds)$/ },
  smtp: { ports: [25, 465, 587], services: /^(?:smtps?|submissions?)$/ },
  ssh: { ports: [22], services: /^ssh$/ },
  tls: TLS,
  vnc: { ports: [5900, 5901, 5902], services: /^vnc$/ },
  x11: { ports: [6000, 6001, 6002, 6003, 6004, 6005, 6006, 6007, 6008, 6009], services: /^x11/ },
};

const shows = ({ number, service }: Port, sign: Sign): boolean =>
  sign.ports.includes(number) || sign.services.test(service?.name.toLowerCase() ?? '');

/** Whether scripts with this concern may have looked at an open port. In doubt they have. */
export const mayConcern = (concern: Concern, port: Port): boolean => {
  if (concern === 'any') return true;
  const encrypted = port.service?.tunnel === 'ssl';
  if (concern === 'tls') return encrypted || shows(port, TLS);
  return shows(port, SIGNS[concern]);
};
