import type { Address } from '@openguard/targets';
import { askByDatagram } from '../probe/datagram.js';
import type { Host, Port } from './document.js';
import { ipOf } from './host-facts.js';
import { silentUdpPorts } from './udp-coverage.js';
import type { UdpRun } from './udp-run.js';

const TFTP = 69;
const READ = 1;
const DATA = 3;
const REFUSED = 5;

/** Asks for a file that no server has: one that speaks TFTP says so, and nothing is transferred. */
const QUESTION = Buffer.concat([Buffer.from([0, READ]), Buffer.from('no-such-file\0octet\0')]);

const isAnswer = (answer: Buffer): boolean =>
  answer.length >= 4 && [DATA, REFUSED].includes(answer.readUInt16BE(0));

const asOpen = (port: Port | undefined): Port => ({
  protocol: 'udp',
  number: TFTP,
  scripts: [],
  ...port,
  state: { state: 'open' },
  service: { name: 'tftp', cpe: [], method: 'probed' },
});

const withTftp = async (host: Host, signal: AbortSignal): Promise<Host> => {
  if (!silentUdpPorts(host).includes(TFTP)) return host;
  const answer = await askByDatagram(ipOf(host), TFTP, QUESTION, isAnswer, signal, true);
  if (answer === undefined) return host;
  const ports = host.ports?.ports ?? [];
  const isTftp = ({ protocol, number }: Port): boolean => protocol === 'udp' && number === TFTP;
  return {
    ...host,
    ports: {
      extra: host.ports?.extra ?? [],
      ports: [...ports.filter((port) => !isTftp(port)), asOpen(ports.find(isTftp))],
    },
  };
};

/**
 * What a run over UDP ports tells, with the TFTP servers that answered. TFTP answers from another port than the one that
 * was asked (RFC 1350), which nmap does not take for an answer. All hosts are asked at once: most of them are silent.
 */
export const withTftpServers = async (run: UdpRun, signal: AbortSignal): Promise<UdpRun> => ({
  ...run,
  hosts: new Map(
    await Promise.all(
      [...run.hosts].map(async ([address, host]): Promise<[Address, Host]> => [
        address,
        await withTftp(host, signal),
      ]),
    ),
  ),
});
