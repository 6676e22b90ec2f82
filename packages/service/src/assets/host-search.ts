import { numberOfCheck } from '@openguard/knowledgebase';
import { includesPort } from '@openguard/model';
import { REFUSALS, type Refused } from '@openguard/protocol';
import * as E from 'fp-ts/lib/Either.js';
import type { HostFindings } from './detections.js';

/** What a search for hosts asks besides where: texts as they came. */
export interface HostSearch {
  readonly dns?: string;
  readonly netbios?: string;
  readonly os?: string;
  readonly check?: number;
  readonly port?: number;
  readonly service?: string;
  readonly trackingMethod?: string;
  readonly lastScan?: string;
}

type Holds = (host: HostFindings) => boolean;

const DAY_MS = 86_400_000;

const invalid = (name: string, reason: string): E.Either<Refused, never> =>
  E.left({ number: REFUSALS.invalidValue, text: `Invalid value for '${name}' : ${reason}.` });

/** `begin:x`, `match:x` or `contain:x`, without case; a text without such a word is contained. */
const readWords = (words: string): ((text: string) => boolean) => {
  const [, kind = 'contain', rest = words] = /^(begin|match|contain):(.*)$/s.exec(words) ?? [];
  const wanted = rest.trim().toLowerCase();
  return (text) => {
    const folded = text.toLowerCase();
    if (kind === 'match') return folded === wanted;
    return kind === 'begin' ? folded.startsWith(wanted) : folded.includes(wanted);
  };
};

/** A service by its name, with or without what it is wrapped in, such as `ssl/http`. */
const isCalled = (service: string, wanted: string): boolean => {
  const name = service.toLowerCase();
  return name === wanted || name.slice(name.lastIndexOf('/') + 1) === wanted;
};

/** What is open on a host, of both protocols. */
const openOn = ({ open = {} }: HostFindings['host']) => [
  ...(open.tcp?.services ?? []),
  ...(open.udp?.services ?? []),
];

const ofFindings = ({ check, port, service }: HostSearch): readonly Holds[] => {
  const wanted = service?.trim().toLowerCase();
  const holds: readonly (Holds | undefined)[] = [
    check === undefined
      ? undefined
      : ({ findings }) => findings.some(({ id }) => numberOfCheck(id) === check),
    port === undefined
      ? undefined
      : ({ host, findings }) =>
          findings.some((finding) => finding.port === port) ||
          openOn(host).some(([, ports]) => includesPort(ports, port)),
    wanted === undefined
      ? undefined
      : ({ host, findings }) =>
          findings.some(
            ({ section, category }) => section === 'service' && category.toLowerCase() === wanted,
          ) || openOn(host).some(([name]) => isCalled(name, wanted)),
  ];
  return holds.filter((each) => each !== undefined);
};

/** `within:N` or `not within:N` days. */
const readLastScan = (lastScan: string, now: number): Holds | undefined => {
  const [, not, days] = /^(not )?within:([0-9]{1,5})$/.exec(lastScan.trim()) ?? [];
  if (days === undefined) return undefined;
  const since = now - Number(days) * DAY_MS;
  return ({ host }) => host.visitedAt >= since === (not === undefined);
};

const WORDLESS = /^(?:begin:|match:|contain:)?\s*$/;

/** What is empty would find everybody, or nobody, without a word. */
const emptyOf = ({ dns, os, service }: HostSearch): string | undefined =>
  Object.entries({ dns, os, vuln_service: service }).find(
    ([, text]) => text !== undefined && WORDLESS.test(text),
  )?.[0];

/** Reads a search. `now` is milliseconds since 1970. */
export const readHostSearch = (search: HostSearch, now: number): E.Either<Refused, Holds> => {
  const { dns, netbios, os, trackingMethod, lastScan } = search;
  if (netbios !== undefined) return invalid('netbios', 'this server keeps no NetBIOS names');
  if (trackingMethod !== undefined && !/^(ip|dns|netbios)$/i.test(trackingMethod))
    return invalid('tracking_method', 'write IP, DNS or NETBIOS');
  const empty = emptyOf(search);
  if (empty !== undefined) return invalid(empty, 'it is empty');
  if (search.check === 0) return invalid('vuln_qid', 'numbers of checks begin with 1');
  const scanned = lastScan === undefined ? undefined : readLastScan(lastScan, now);
  if (lastScan !== undefined && scanned === undefined)
    return invalid('last_scan', 'write within:N or not within:N, with a number of days');
  const isNamed = dns === undefined ? undefined : readWords(dns);
  const runs = os === undefined ? undefined : readWords(os);
  const all: readonly Holds[] = [
    ...(isNamed === undefined ? [] : [({ host }: HostFindings) => isNamed(host.name ?? '')]),
    ...(runs === undefined ? [] : [({ host }: HostFindings) => runs(host.os ?? '')]),
    ...(scanned === undefined ? [] : [scanned]),
    // All hosts here are known by their addresses.
    ...(trackingMethod === undefined ? [] : [() => trackingMethod.toLowerCase() === 'ip']),
    ...ofFindings(search),
  ];
  return E.right((host) => all.every((holds) => holds(host)));
};
