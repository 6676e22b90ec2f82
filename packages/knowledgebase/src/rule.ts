import type { Severity } from '@openguard/model';

interface Rule {
  readonly severity: Severity;
  readonly means: string;
}

/**
 * Rules with a fixed severity. Those that begin with `own:` are set for the kind of weakness and go before
 * any score; the vendor's meaning of the levels is the yardstick: 3 specific data or settings show, 4
 * sensitive data or possible control, 5 full remote control.
 */
export const RULES = {
  'service:list': { severity: 1, means: 'A list of what is there to be seen: ports, names, settings.' },
  'service:banner': { severity: 2, means: 'The exact product or version is told to anyone who asks.' },
  'info:fact': { severity: 1, means: 'A fact about the host that is no weakness.' },
  'state:exploitable': { severity: 4, means: 'The check made use of the weakness; nothing else grades it.' },
  'state:vulnerable': { severity: 3, means: 'The check confirmed the weakness; nothing else grades it.' },
  'own:advice': { severity: 2, means: 'A setting that helps an attacker only together with another flaw.' },
  'own:amplifier': { severity: 2, means: 'The service can be misused to flood others.' },
  'own:amplifier-large': {
    severity: 3,
    means: 'The service multiplies floods against others, and its own users can be deceived.',
  },
  'own:anonymous-authoring': { severity: 4, means: 'Anyone may change what the server publishes.' },
  'own:backdoor': { severity: 5, means: 'Malware that obeys whoever connects.' },
  'own:botnet': { severity: 4, means: 'Signs that the host coordinates infected machines.' },
  'own:broken-protocol': {
    severity: 4,
    means: 'A protocol whose protection is broken by design is offered.',
  },
  'own:certificate-lapsed': { severity: 2, means: 'Clients can only connect by ignoring a warning.' },
  'own:cleartext-login': { severity: 3, means: 'Passwords cross the network readable.' },
  'own:default-page': { severity: 1, means: 'A server that nobody has set up yet, or has forgotten.' },
  'own:default-secret': { severity: 4, means: 'The password is the one that everybody knows.' },
  'own:ftp-anon': { severity: 3, means: 'Files are readable for anyone without an account.' },
  'own:ftp-writable': { severity: 3, means: 'Permissions suggest that anyone may store files.' },
  'own:internal-address': { severity: 2, means: 'Addresses of the inner network are told.' },
  'own:listing': { severity: 2, means: 'The names of files that nothing links to are told.' },
  'own:names-told': { severity: 2, means: 'Names of users or hosts are told that help in an attack.' },
  'own:no-password': {
    severity: 5,
    means: 'The administrator of a data store is let in without a password.',
  },
  'own:no-protection': { severity: 4, means: 'A connection may be agreed on that protects nothing.' },
  'own:old-protocol': { severity: 2, means: 'A protocol version that its standards body has withdrawn.' },
  'own:open-data': {
    severity: 4,
    means: 'A data store answers anyone; its content can be read and changed.',
  },
  'own:open-files': { severity: 4, means: 'Files can be read, and perhaps changed, without an account.' },
  'own:open-relay': { severity: 3, means: 'The service acts for strangers, in the name of its owner.' },
  'own:published-key': { severity: 4, means: 'The private key is known to the public.' },
  'own:relic': { severity: 2, means: 'A service that serves nobody, and is a sign of neglect.' },
  'own:remote-code': { severity: 5, means: 'Anyone on the network can run code on the host.' },
  'own:remote-control': {
    severity: 5,
    means: 'Anyone on the network controls the host or its applications.',
  },
  'own:session-cookie': { severity: 2, means: 'A session cookie lacks a protection that browsers offer.' },
  'own:source-exposed': { severity: 4, means: 'Source code, and often the secrets in it, can be fetched.' },
  'own:trace': {
    severity: 1,
    means: 'A small fact about the system that helps only together with another flaw.',
  },
  'own:unsigned-smb': { severity: 3, means: 'A file-sharing log-in can be relayed by someone in between.' },
  'own:unnamed-session': {
    severity: 3,
    means: 'Somebody without a name may ask for users, shares and rules of the host.',
  },
  'own:weak-algorithm': { severity: 2, means: 'An algorithm with known attacks that are costly today.' },
  'own:weak-cipher': { severity: 3, means: 'A cipher with practical attacks can be agreed on.' },
  'own:weak-key': { severity: 3, means: 'A key or signature within reach of today’s computers.' },
} as const satisfies Readonly<Record<string, Rule>>;

const isRule = (name: string): name is keyof typeof RULES => Object.hasOwn(RULES, name);

/** Prefix of the rule of a finding that is likely but not proven. */
export const POTENTIAL = 'potential/';

/** The score in a rule of the form `cvss:7.5`; `undefined` in any other. */
export const scoreOf = (rule: string): number | undefined => {
  const [, score] = /^cvss:((?:10|[0-9])\.[0-9])$/.exec(rule) ?? [];
  return score === undefined ? undefined : Number(score);
};

const bandOf = (score: number): Severity => {
  if (score < 4) return 2;
  if (score < 7) return 3;
  return score < 9 ? 4 : 5;
};

/** One level lower, at least 1 and at most 4: how a likely but unproven weakness is graded. */
export const lowered = (severity: Severity): Severity => {
  const levels = { 1: 1, 2: 1, 3: 2, 4: 3, 5: 4 } as const satisfies Record<Severity, Severity>;
  return levels[severity];
};

/** The severity that a rule gives; `undefined` for a name that is no rule. */
export const severityOfRule = (rule: string): Severity | undefined => {
  if (rule.startsWith(POTENTIAL)) {
    const base = severityOfRule(rule.slice(POTENTIAL.length));
    return base === undefined ? undefined : lowered(base);
  }
  const score = scoreOf(rule);
  if (score !== undefined) return bandOf(score);
  return isRule(rule) ? RULES[rule].severity : undefined;
};

/**
 * Why a finding has its severity, in a sentence; `undefined` for a name that is no rule.
 *
 * `cvss:7.5` is the higher one of the published CVSS base scores of the weakness (versions 2 and 3): below
 * 4.0 gives 2, below 7.0 gives 3, below 9.0 gives 4, the rest 5. Whether something is exploited in the wild
 * never alters a severity: it changes daily.
 */
export const explainRule = (rule: string): string | undefined => {
  if (rule.startsWith(POTENTIAL)) {
    const base = explainRule(rule.slice(POTENTIAL.length));
    return base === undefined
      ? undefined
      : `Likely, but not proven: one level lower, at least 1 and at most 4. ${base}`;
  }
  const score = scoreOf(rule);
  if (score !== undefined) return `The published CVSS base score is ${score.toFixed(1)}.`;
  return isRule(rule) ? RULES[rule].means : undefined;
};
