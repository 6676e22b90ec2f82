import type { Observation } from './finding-of.js';
import { steadyText } from './steady-text.js';

/** What is known about the service on a port. */
export interface ServiceFacts {
  readonly port: number;
  readonly protocol?: 'tcp' | 'udp';
  readonly name: string;
  readonly ssl: boolean;
  readonly product?: string;
  readonly version?: string;
  readonly extra?: string;
  /** What the service sent of its own accord. */
  readonly greeting?: string;
}

const BANNERS: Readonly<Record<string, readonly string[]>> = {
  'sshd-banner': ['ssh'],
  'smtp-banner': ['smtp', 'smtps', 'submission'],
  'pop2-banner': ['pop2'],
  'pop3-banner': ['pop3', 'pop3s'],
  'imap-banner': ['imap', 'imaps'],
  'mysql-banner': ['mysql'],
  'telnetd-banner': ['telnet', 'telnets'],
  'vnc-banner': ['vnc'],
  'x11-banner': ['x11'],
  'linuxconf-banner': ['linuxconf'],
  'ftp-banner': ['ftp', 'ftps'],
  'http-banner': ['http', 'https', 'http-alt', 'https-alt', 'http-proxy', 'ipp'],
};

const OTHER = 'service-banner';

/** Every check that {@link bannerOf} can name. */
export const BANNER_CHECKS: readonly string[] = [...Object.keys(BANNERS), OTHER];

/** The banner check of a service, by the name that nmap and IANA know it under. */
export const bannerCheckOf = (service: string): string => {
  const name = service.toLowerCase();
  return Object.keys(BANNERS).find((check) => BANNERS[check]?.includes(name)) ?? OTHER;
};

const categoryOf = (service: string): string =>
  service
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'unknown';

/** Whether a greeting is text: binary ones hold lengths, salts and option codes that mean nothing to people. */
const isText = (greeting: string): boolean =>
  !/\\x[0-9A-F]{2}|[^\n\r\t\x20-\x7e\u00a0-\uffff]/.test(greeting);

const softwareOf = ({ product, version, extra }: ServiceFacts): string => {
  if (product === undefined) return '';
  const named = version === undefined ? product : `${product} ${version}`;
  return extra === undefined ? named : `${named} (${extra})`;
};

/**
 * What a service told about itself: its greeting, else the product and version that were recognised.
 * Nothing when it told neither.
 */
export const bannerOf = (facts: ServiceFacts): readonly Observation[] => {
  const greeting = facts.greeting !== undefined && isText(facts.greeting) ? steadyText(facts.greeting) : '';
  const result = greeting === '' ? steadyText(softwareOf(facts)) : greeting;
  if (result === '') return [];
  const check = bannerCheckOf(facts.name);
  return [
    {
      check,
      port: facts.port,
      ...(facts.protocol === 'udp' ? { protocol: facts.protocol } : {}),
      ssl: facts.ssl,
      result,
      ...(check === OTHER ? { category: categoryOf(facts.name) } : {}),
    },
  ];
};
