import { isVague, softwareNames } from '@openguard/knowledgebase';
import type { CoverageGap, GradedFinding } from '@openguard/model';
import { KNOWN_CHECK, knownFinding } from '../finding/known-finding.js';
import type { KnownLookup } from '../known.js';
import type { Host, Port } from './document.js';
import { openPortsOf } from './host-facts.js';
import { isEncrypted, protocolOf } from './port-facts.js';

/** What versions suggest. `checked` says whether anything was known at all. */
export interface KnownFacts {
  readonly checked: boolean;
  readonly findings: readonly GradedFinding[];
  readonly gaps: readonly CoverageGap[];
}

/** More than that says nothing more than "update". */
const MOST_PER_PORT = 100;

const softwareOf = ({ service }: Port): string =>
  [service?.product ?? service?.name ?? 'the service', service?.version]
    .filter((text) => text !== undefined)
    .join(' ');

const ofPort = async (port: Port, lookUp: KnownLookup): Promise<Omit<KnownFacts, 'checked'>> => {
  // A name without a version is of all versions, one cut to a branch of the whole branch: what it matches says nothing
  // about this version.
  const version = port.service?.version ?? '';
  const cpes = (port.service?.cpe ?? [])
    .map(({ text }) => text)
    .filter((name) => /^cpe:\/[ah](?::[^:]+){3}/.test(name))
    .filter((name) => !(isVague(version) && name.startsWith('cpe:/a:')));
  const ofNames = cpes.flatMap((name) => softwareNames(name).unknown ?? []);
  const onlyThat = isVague(version) ? [`nmap knows only that it is ${version}`] : [];
  const unknown = [...ofNames, ...onlyThat].map((why) => ({
    subject: KNOWN_CHECK,
    port: `${protocolOf(port)}/${port.number}`,
    reason: `The version is not known: ${why}.`,
  }));
  if (cpes.length === 0) {
    const reason =
      'The service told no version, so that nothing that is published for it could be looked up.';
    const untold = { subject: KNOWN_CHECK, port: `${protocolOf(port)}/${port.number}`, reason };
    return { findings: [], gaps: unknown.length > 0 ? unknown : [untold] };
  }
  const matches = await lookUp(cpes);
  const at = {
    port: port.number,
    protocol: protocolOf(port),
    ssl: isEncrypted(port),
    software: softwareOf(port),
  };
  return {
    findings: matches
      .slice(0, MOST_PER_PORT)
      .map(({ cpe, vulnerability }) => knownFinding(vulnerability, { ...at, cpe })),
    gaps: [
      ...unknown,
      ...(matches.length > MOST_PER_PORT
        ? [
            {
              subject: KNOWN_CHECK,
              port: `${at.protocol}/${port.number}`,
              reason: `${matches.length} vulnerabilities are published for this version; the ${MOST_PER_PORT} most urgent are listed.`,
            },
          ]
        : []),
    ],
  };
};

/** What is published for the versions that the services of a host told. */
export const knownFacts = async (host: Host, lookUp: KnownLookup | undefined): Promise<KnownFacts> => {
  if (lookUp === undefined) {
    const reason = 'No known vulnerabilities were imported: "openguard-server kb import FILE" does that.';
    return { checked: false, findings: [], gaps: [{ subject: KNOWN_CHECK, reason }] };
  }
  const facts = [];
  for (const port of openPortsOf(host)) facts.push(await ofPort(port, lookUp));
  return {
    checked: true,
    findings: facts.flatMap(({ findings }) => findings),
    gaps: facts.flatMap(({ gaps }) => gaps),
  };
};
