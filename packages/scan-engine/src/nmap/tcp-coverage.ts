import { portList, portsIn, type CoverageGap } from '@openguard/model';
import type { Host } from './document.js';

/** What nmap says of a port from which nothing came back, or only that nobody knows the way. */
const SILENT = /^(?:no-?responses?|host-unreach(?:es)?|net-unreach(?:es)?|time-exceeded|ttl-exceeded)$/;

/** Which TCP ports of a host answered, and why the others count as not tested. */
export interface TcpCoverage {
  /** The ports that were asked and answered, be it that they are closed. */
  readonly tcp: string;
  readonly gaps: readonly CoverageGap[];
  /** Whether no port answered at all. */
  readonly isSilent: boolean;
}

const isTcp = (protocol: string | undefined): boolean => protocol === undefined || protocol === 'tcp';

const isSilence = (reason: string | undefined): boolean => reason !== undefined && SILENT.test(reason);

/** The TCP ports from which something came back, out of those that were asked: what nmap does not name said nothing. */
const answeringPorts = (host: Host, asked: ReadonlySet<number>): readonly number[] => {
  const listed = (host.ports?.ports ?? []).filter(({ protocol }) => protocol === 'tcp');
  const reasons = (host.ports?.extra ?? [])
    .flatMap((extra) => extra.reasons)
    .filter(({ protocol }) => isTcp(protocol));
  const answers = reasons.filter(({ reason }) => !isSilence(reason));
  const answering = new Set(answers.flatMap(({ ports = '' }) => [...portsIn(ports)]));
  // Older ones do not say which they are: where all of them answered, they are all others.
  const isUnnamed = answers.some(({ ports }) => ports === undefined);
  if (isUnnamed && answers.length === reasons.length) for (const port of asked) answering.add(port);
  for (const { number, state } of listed) {
    if (isSilence(state.reason)) answering.delete(number);
    else answering.add(number);
  }
  return [...asked].filter((port) => answering.has(port));
};

const ALL_SILENT =
  'No TCP port of the host answered: it went away, or something keeps everything from it. What is not listed may be there.';
const SOME_SILENT =
  'The ports did not answer: something keeps from them what was asked, or the host went away meanwhile. They may be open.';

/**
 * Tells which of the TCP ports that were asked were tested. A port from which nothing came back was not: a firewall may
 * have begun to drop what this scanner sends, and a host may have died while it was scanned.
 */
export const tcpCoverage = (host: Host, asked: string): TcpCoverage => {
  const all = portsIn(asked);
  const answered = answeringPorts(host, all);
  if (answered.length === all.size) return { tcp: asked, gaps: [], isSilent: false };
  if (answered.length === 0)
    return { tcp: '', gaps: [{ subject: 'tcp', reason: ALL_SILENT }], isSilent: true };
  const heard = new Set(answered);
  const subject = `tcp/${portList([...all].filter((port) => !heard.has(port)))}`;
  return { tcp: portList(answered), gaps: [{ subject, reason: SOME_SILENT }], isSilent: false };
};
