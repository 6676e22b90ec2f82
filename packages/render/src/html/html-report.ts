import { foldMap } from '@openguard/analytics';
import type { Report } from '../report.js';
import { tallyOf } from '../tally.js';
import { comparisonSection } from './comparison-section.js';
import { coverageSection } from './coverage-section.js';
import { findingsSection } from './findings-section.js';
import { headerSection, titleOf } from './header-section.js';
import { markup, type Markup } from './markup.js';
import { overviewSection } from './overview-section.js';
import { page } from './page.js';
import { trendSection } from './trend-section.js';

/** The worst severity that the findings tell of each address; 0 of one that was looked at, and has none. */
const worstOf = ({ findings, hosts = [] }: Report): ReadonlyMap<string, number> => {
  const worst = new Map(hosts.map(({ ip }) => [ip, 0]));
  for (const { finding, verdict } of findings) {
    if (finding.section !== 'vuln' || verdict === 'fixed' || finding.severity === undefined) continue;
    worst.set(finding.ip, Math.max(worst.get(finding.ip) ?? 0, finding.severity));
  }
  return worst;
};

const networkSection = async (report: Report): Promise<Markup | undefined> => {
  if (report.network === undefined || report.network.nodes.length === 0) return undefined;
  const { mapMarkup } = await import('../map/map-markup.js');
  const drawn = foldMap(report.network, worstOf(report));
  return markup`<section id="network"><h2>Network</h2>
${await mapMarkup(drawn, { id: 'network-map', title: 'Hosts, and the routers before them' })}</section>`;
};

/**
 * A report as one page for people, on screen, phone and paper: a file that holds all that it shows, runs nothing and
 * loads nothing. The comparison comes first where there is one.
 */
export const htmlReport = async (report: Report): Promise<Iterable<string>> => {
  const tally = tallyOf(report.findings);
  const network = await networkSection(report);
  const body = function* (): Generator<Markup, void, undefined> {
    yield headerSection(report, tally);
    yield markup`<main>`;
    const sections = [
      comparisonSection(report, tally),
      overviewSection(tally),
      trendSection(report.trend ?? []),
      network,
    ];
    for (const section of sections) if (section !== undefined) yield section;
    yield* findingsSection(report);
    const coverage = coverageSection(report.hosts ?? []);
    if (coverage !== undefined) yield coverage;
    yield markup`</main>
<footer>Written by ${report.version === undefined ? 'OpenGuard' : `OpenGuard ${report.version}`}, which is not affiliated with Qualys, Inc. Nothing in this file runs or loads anything.</footer>`;
  };
  return page(titleOf(report), body());
};
