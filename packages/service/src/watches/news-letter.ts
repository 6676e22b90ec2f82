import type { Scan, Watch } from '@openguard/model';
import type { NewFinding, NewFindings } from '@openguard/storage';
import type { LetterContents } from '../mail/sealed-letter.js';

/** So many findings stand in a letter; the rest is counted. */
export const MOST_TOLD = 50;

const LONGEST = 200;

/** Text of a scanned host as one line of plain text. */
const plain = (text: string): string => {
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
};

/** Of one width, so that what follows stands in a column. */
const WORDS: Readonly<Record<NewFinding['what'], string>> = {
  opened: 'new     ',
  reopened: 'reopened',
  worsened: 'worsened',
};

const lineOf = ({ what, severity, ip, port, protocol = 'tcp', id, title }: NewFinding): string => {
  const place = port === undefined ? ip : `${ip}:${port}/${plain(protocol)}`;
  return `  ${WORDS[what]}  severity ${severity}  ${place}  ${plain(title)} (${plain(id)})`;
};

/** The letter that tells what a scan found that is new, reopened or worsened. Nothing of a scanned host stands in its subject. */
export const newsLetter = (
  { severity, account }: Watch,
  { ref, startedAt, target, simulated }: Scan,
  { total, worst }: NewFindings,
): LetterContents => {
  const counted = `${total} ${total === 1 ? 'vulnerability' : 'vulnerabilities'}`;
  const kind = simulated ? 'simulated scan' : 'scan';
  const rest = total - worst.length;
  const text = [
    `The ${kind} ${ref} of ${new Date(startedAt).toISOString()}, of ${plain(target)} for ${plain(account)},`,
    `found ${counted} of severity ${severity} or more that ${total === 1 ? 'is' : 'are'} new, reopened or worsened:`,
    '',
    ...worst.map(lineOf),
    ...(rest > 0 ? ['', `and ${rest} more, which the report holds.`] : []),
    '',
    'Titles are what the scanned hosts and the knowledge base say. You get this since the operator of the server',
    'asked for it; "openguard-server notify" ends it.',
    '',
  ].join('\n');
  return { name: '', subject: `${counted} new, reopened or worsened (${kind} ${ref})`, text, secret: '' };
};

/** The same as JSON for a webhook. */
export const newsMessage = (
  { severity, account }: Watch,
  { ref, startedAt, target, simulated }: Scan,
  { total, worst }: NewFindings,
  secret: string,
): LetterContents => ({
  ...{ name: '', subject: `what is new in ${ref}`, secret },
  text: JSON.stringify({
    ...{
      event: 'new-findings',
      account,
      scan: ref,
      at: new Date(startedAt).toISOString(),
      target,
      simulated,
    },
    ...{ severity, total, findings: worst },
  }),
});
