import { readXmlTree } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { Script } from '../src/nmap/document.js';
import type { Reading, ScriptRules } from '../src/scripts/script-rule.js';
import { ruleOf } from '../src/scripts/script-table.js';

const emitted = new Set<string>();

/** The time of every scan in tests of scripts. */
const SCAN_TIME = Date.UTC(2026, 10, 22, 12);

/** What the rule of a script makes of its XML. */
export const readingOf = (
  xml: string,
  names: readonly string[] = [],
  address = '',
): Reading & { readonly script: string } => {
  const tree = readXmlTree(xml.replaceAll('<script', '<Script').replaceAll('</script', '</Script'));
  if (E.isLeft(tree)) throw new Error(`not well-formed: ${xml.slice(0, 80)}`);
  const script = Script.decode(tree.right);
  if (E.isLeft(script)) throw new Error(`not a script: ${xml.slice(0, 80)}`);
  const rule = ruleOf(script.right.id);
  if (rule === undefined) throw new Error(`${script.right.id} has no rule`);
  const reading = rule.read(script.right, { port: 1, time: SCAN_TIME, names, address });
  for (const { check } of reading.sights) {
    if (!rule.checks.includes(check)) throw new Error(`${script.right.id} does not promise ${check}`);
    emitted.add(check);
  }
  return { script: script.right.id, ...reading };
};

/** Of the checks that some rules promise, those that no reading of this test file has given so far. */
export const neverEmitted = (rules: ScriptRules, except: readonly string[] = []): readonly string[] =>
  Object.entries(rules)
    .filter(([name]) => !except.includes(name))
    .flatMap(([, { checks }]) => checks.filter((check) => !emitted.has(check)));

/** Scripts that give a verdict of the vulnerability library on one weakness, which has their name. */
export const VERDICT_SCRIPTS = [
  'http-frontpage-login',
  'http-slowloris-check',
  'http-vuln-cve2011-3192',
  'http-vuln-cve2014-2126',
  'http-vuln-cve2014-2127',
  'http-vuln-cve2014-2128',
  'http-vuln-cve2014-2129',
  'http-vuln-cve2015-1635',
  'http-vuln-cve2017-1001000',
  'ipmi-cipher-zero',
  'realvnc-auth-bypass',
  'rsa-vuln-roca',
  'smb-double-pulsar-backdoor',
  'smb-vuln-ms17-010',
  'ssl-ccs-injection',
  'ssl-heartbleed',
  'ssl-poodle',
  'tls-ticketbleed',
];

/** Scripts that give several verdicts of the vulnerability library. */
export const MANY_VERDICTS = ['ssl-dh-params', 'smb2-vuln-uptime'];

/** The XML of a verdict of nmap's vulnerability library. */
export const verdict = (
  script: string,
  state: string,
  more: {
    readonly title?: string;
    readonly ids?: readonly string[];
    readonly evidence?: readonly string[];
  } = {},
): string => {
  const list = (key: string, values: readonly string[] = []) =>
    values.length === 0
      ? ''
      : `<table key="${key}">${values.map((value) => `<elem>${value}</elem>`).join('')}</table>`;
  return (
    `<script id="${script}" output="&#xa;  ${state}:&#xa;"><table key="NMAP-1">` +
    `<elem key="title">${more.title ?? 'A flaw'}</elem><elem key="state">${state}</elem>` +
    `${list('ids', more.ids)}${list('check_results', more.evidence)}</table></script>`
  );
};
