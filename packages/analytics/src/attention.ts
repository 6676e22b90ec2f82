import { parseAddress } from '@openguard/targets';
import type { Judged } from './judge.js';
import { VERDICTS } from './verdict.js';

const UNKNOWN_ADDRESS = 'f'.repeat(9);

const addressKey = (ip: string): string => {
  const parsed = parseAddress(ip.trim());
  return parsed._tag === 'Right' ? `0${parsed.right.toString(16).padStart(8, '0')}` : UNKNOWN_ADDRESS;
};

const portKey = (port: number | undefined): string => String(port ?? 0).padStart(5, '0');

// What came again is as pressing as what is new.
const rankOf = (verdict: Judged['verdict']): number =>
  verdict === 'reopened' ? 1 : VERDICTS.indexOf(verdict);

/**
 * A text by which judgements sort in the order in which someone should look at them: what came first, then what
 * changed, was not tested, was fixed and stayed; ports before findings; the worst first, then by host, port and
 * identity. It holds no control characters.
 */
export const attentionKey = (judged: Judged): string => {
  const rank = rankOf(judged.verdict);
  if (judged.kind === 'port') {
    const { ip, port, protocol } = judged.port;
    return `${rank}p${addressKey(ip)}${portKey(port)}${protocol} ${JSON.stringify(ip)}`;
  }
  const { ip, severity = 0, port } = judged.finding;
  return `${rank}q${9 - severity}${addressKey(ip)}${portKey(port)}${judged.identity}`;
};
