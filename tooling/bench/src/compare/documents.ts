import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeGenerated } from '../generated-file.js';

/** How many findings there are of each verdict. */
export interface Verdicts {
  readonly new: number;
  readonly changed: number;
  readonly 'not tested': number;
  readonly fixed: number;
  readonly same: number;
}

/** Two reports of one network on disk, and what became of their vulnerabilities. */
export interface Pair {
  readonly older: string;
  readonly newer: string;
  readonly bytes: number;
  readonly findings: number;
  readonly verdicts: Verdicts;
}

type Side = 'older' | 'newer';

const FINDINGS_OF_HOST = 100;
const CHECKS = 50;

/** Bytes of a finding, roughly. */
const FINDING_BYTES = 930;

const PROSE =
  'What stands here is as long as such texts are, so that a reader has to pass over it: what the weakness is, whom it ' +
  'lets in, and how it comes that the service answers like this to somebody who did not say who he is. ';

const verdictOf = (host: number, index: number): keyof Verdicts => {
  const number = host * FINDINGS_OF_HOST + index;
  if (number % 100 === 2) return 'new';
  if (host % 200 === 199) return 'not tested';
  if (number % 100 === 1) return 'fixed';
  return number % 100 === 3 ? 'changed' : 'same';
};

const isIn = (side: Side, verdict: keyof Verdicts): boolean =>
  side === 'older' ? verdict !== 'new' : verdict !== 'fixed' && verdict !== 'not tested';

const findingText = (host: number, index: number, severity: number): string =>
  `        <VULN value="check-${index % CHECKS}" severity="${severity}" cveid="CVE-2001-${1000 + index}">
          <TITLE>Weakness ${index} of a host that was made up</TITLE>
          <DIAGNOSIS><![CDATA[${PROSE}]]></DIAGNOSIS>
          <CONSEQUENCE><![CDATA[${PROSE}]]></CONSEQUENCE>
          <SOLUTION><![CDATA[${PROSE}]]></SOLUTION>
          <RESULT><![CDATA[220 relay-${host}.example ready, answer ${index}]]></RESULT>
        </VULN>
`;

const COVERAGE = `    <INFOS>
      <CAT value="coverage">
        <INFO value="coverage_tested">
          <TITLE>What was tested</TITLE>
          <RESULT format="table"><![CDATA[Subject\tTested
tcp\t1-65535
udp\t
checks\t${Array.from({ length: CHECKS }, (_, check) => `check-${check}`).join(' ')}]]></RESULT>
        </INFO>
      </CAT>
    </INFOS>
`;

const hostText = (side: Side, host: number): string => {
  const findings = Array.from({ length: FINDINGS_OF_HOST }, (_, index) => {
    const verdict = verdictOf(host, index);
    if (!isIn(side, verdict)) return '';
    const severity = verdict === 'changed' && side === 'newer' ? 5 : 1 + (index % 4);
    const category = `      <CAT value="tcp" port="${1000 + Math.floor(index / CHECKS)}">\n`;
    return `${category}${findingText(host, index, severity)}      </CAT>\n`;
  });
  // The newer report tells everything the other way round.
  if (side === 'newer') findings.reverse();
  return `  <IP value="10.${host >> 16}.${(host >> 8) & 255}.${host & 255}" name="host-${host}.example">
${COVERAGE}    <VULNS>
${findings.join('')}    </VULNS>
  </IP>
`;
};

function* reportOf(side: Side, hosts: number): Generator<Buffer, number, undefined> {
  let bytes = 0;
  const counted = (text: string): Buffer => {
    const chunk = Buffer.from(text);
    bytes += chunk.length;
    return chunk;
  };
  yield counted(`<?xml version="1.0" encoding="UTF-8" ?>
<SCAN value="scan/1006000000.0000${side === 'older' ? 1 : 2}">
  <HEADER>
    <KEY value="TARGET">10.0.0.0/8</KEY>
    <KEY value="STATUS">FINISHED</KEY>
  </HEADER>
`);
  for (let index = 0; index < hosts; index += 1) {
    const host = side === 'older' ? index : hosts - 1 - index;
    if (side === 'newer' && host % 200 === 199) continue;
    yield counted(hostText(side, host));
  }
  yield counted('</SCAN>\n');
  return bytes;
}

const countsOf = (hosts: number): Verdicts => {
  const counts = { new: 0, changed: 0, 'not tested': 0, fixed: 0, same: 0 };
  for (let host = 0; host < hosts; host += 1) {
    for (let index = 0; index < FINDINGS_OF_HOST; index += 1) {
      const verdict = verdictOf(host, index);
      // A host that the newer report does not hold has nothing new.
      if (verdict !== 'new' || host % 200 !== 199) counts[verdict] += 1;
    }
  }
  return counts;
};

/** Gives two reports of about so many megabytes each to `use`, and removes them afterwards. */
export const withPair = async <A>(megabytes: number, use: (pair: Pair) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-compare-'));
  try {
    const hosts = Math.max(1, Math.round((megabytes * 1e6) / FINDING_BYTES / FINDINGS_OF_HOST));
    const [older, newer] = [join(folder, 'older.xml'), join(folder, 'newer.xml')];
    const bytes =
      writeGenerated(older, reportOf('older', hosts)) + writeGenerated(newer, reportOf('newer', hosts));
    return await use({
      older,
      newer,
      bytes,
      findings: hosts * FINDINGS_OF_HOST,
      verdicts: countsOf(hosts),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
