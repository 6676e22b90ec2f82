import { compareReports, SnapshotBuilder } from '@openguard/analytics';
import type { DocumentItem, FindingItem } from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparisonText,
  printable,
  printableLines,
  table,
  vulnerabilityDetails,
  vulnerabilityTable,
} from './index.js';

const finding = (more: Partial<FindingItem> = {}): FindingItem => ({
  kind: 'finding',
  section: 'vuln',
  ip: '192.0.2.1',
  id: 'ftp_anonymous',
  severity: 3,
  title: 'Anonymous FTP',
  cve: ['CVE-1999-0497'],
  category: 'ftp',
  port: 21,
  ...more,
});

const snapshot = (...items: readonly DocumentItem[]) => {
  const builder = new SnapshotBuilder();
  builder.add({ kind: 'header', ref: 'scan/1.1', keys: { STATUS: 'FINISHED' } });
  builder.add({ kind: 'host', ip: '192.0.2.1' });
  for (const item of items) builder.add(item);
  return builder.snapshot();
};

const whole = (texts: Iterable<string>): string => [...texts].join('');

describe('text for a terminal', () => {
  it('never holds what a terminal would obey', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(printableLines(text)).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });

  it('shows an escape sequence as text', () => {
    expect(printable('a\u001b[31mred\u0007\nb')).toBe('a?[31mred? b');
  });
});

describe('tables', () => {
  it('align columns', () => {
    expect(
      table(
        [{ heading: 'A' }, { heading: 'N', numeric: true }, { heading: 'C' }],
        [
          ['xxx', '1', 'c'],
          ['y', '10', ''],
        ],
      ),
    ).toBe('A     N  C\nxxx   1  c\ny    10\n');
  });

  it('list vulnerabilities', () => {
    expect(
      vulnerabilityTable([finding(), finding({ port: undefined as never, cve: ['a', 'b', 'c', 'd'] })]),
    ).toBe(
      'HOST       SEVERITY  PORT  ID             CVE            TITLE\n' +
        '192.0.2.1         3    21  ftp_anonymous  CVE-1999-0497  Anonymous FTP\n' +
        '192.0.2.1         3     -  ftp_anonymous  a b c +1       Anonymous FTP\n',
    );
    expect(vulnerabilityTable([])).toBe('No vulnerabilities.\n');
  });

  it('tell the descriptions as plain text', () => {
    const told = finding({ diagnosis: 'One<P>two &lt;b&gt; <A HREF="x">link</A>\u001b[0m' });
    expect(whole(vulnerabilityDetails([told, finding()]))).toBe(
      '192.0.2.1:21  severity 3  ftp_anonymous  CVE-1999-0497\n  Anonymous FTP\n  Diagnosis: One\n    two <b> link?[0m\n' +
        '\n192.0.2.1:21  severity 3  ftp_anonymous  CVE-1999-0497\n  Anonymous FTP\n',
    );
  });

  it.each(['<p', '<', '&lt;p ', '<p\n'])('take no longer for a text that is all %j', (piece) => {
    const began = performance.now();
    expect(whole(vulnerabilityDetails([finding({ diagnosis: piece.repeat(200_000) })]))).toContain(
      'Diagnosis',
    );
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it('cut no character in half', () => {
    const columns = [{ heading: 'A' }, { heading: 'B' }];
    expect(table(columns, [['\u{1f600}'.repeat(40), 'b']]).isWellFormed()).toBe(true);
  });
});

describe('comparisons', () => {
  it('say the sentence, what it is made of, how many there are, and every difference', () => {
    const text = whole(
      comparisonText(
        compareReports(
          snapshot(finding(), finding({ id: 'x', severity: 2 })),
          snapshot(finding({ severity: 5 }), finding({ id: 'y', port: 80, title: 'Y\u001b[1m' })),
        ),
      ),
    );
    expect(text).toBe(
      `The score has increased: 8 (was 5), a change of +3.
It is made of new +3, fixed -2, severity +2.

          REOPENED  NEW  CHANGED  NOT TESTED  FIXED  SAME
findings         0    1        1           0      1     0
ports            0    0        0           0      0     0
1 finding fixed by inference, not by proof.

CHECK          NEW  FIXED  SEVERITY  CHANGE
y               +3                       +3
ftp_anonymous                    +2      +2
x                      -2                -2
all             +3     -2        +2      +3

New and reopened, the worst first:
+ vuln y on 192.0.2.1:80, severity 3: Y?[1m (the older report did not look for it: the report does not list tcp port 80: it is closed, or was not reached)

Changed:
~ vuln ftp_anonymous on 192.0.2.1:21, severity 5: Anonymous FTP (severity 3 → 5)

Fixed:
- vuln x on 192.0.2.1:21, severity 2: Anonymous FTP (inferred)
`,
    );
  });

  it('tell apart what is no gain', () => {
    const gone = new SnapshotBuilder();
    gone.add({ kind: 'header', ref: 'scan/1.2', keys: { STATUS: 'FINISHED', NOT_ALIVE: '192.0.2.1' } });
    const text = whole(comparisonText(compareReports(snapshot(finding()), gone.snapshot())));
    expect(text).toMatch(
      /^The score has decreased: 0 \(was 3\), a change of -3\.\nNot tested again: 1 vulnerability, -3, which is no gain\.\n/,
    );
    expect(text).toContain(
      '? vuln ftp_anonymous on 192.0.2.1:21, severity 3: Anonymous FTP: the host did not answer',
    );
    const untitled = compareReports(snapshot(finding({ title: '' })), gone.snapshot());
    expect(whole(comparisonText(untitled))).toContain(
      '? vuln ftp_anonymous on 192.0.2.1:21, severity 3: the host did not answer',
    );
  });

  it('say when nothing differs', () => {
    expect(whole(comparisonText(compareReports(snapshot(finding()), snapshot(finding()))))).toBe(
      'The score is the same: 3 (was 3).\nNo port or finding came, went or changed; 1 finding and 0 ports are the same.\n',
    );
  });

  it('show the ten greatest shares by name, and add up', () => {
    const many = Array.from({ length: 30 }, (_, i) => finding({ id: `c${i + 10}`, severity: 1 }));
    const text = whole(comparisonText(compareReports(snapshot(), snapshot(...many, finding()))));
    const rows = [...text.matchAll(/^(\S+|21 others) +\+(\d+) +\+\2$/gm)];
    expect(rows.map(([, subject]) => subject)).toEqual([
      'ftp_anonymous',
      ...Array.from({ length: 9 }, (_, i) => `c${i + 10}`),
      '21 others',
      'all',
    ]);
    expect(rows.slice(0, -1).reduce((sum, [, , amount]) => sum + Number(amount), 0)).toBe(33);
  });
});
