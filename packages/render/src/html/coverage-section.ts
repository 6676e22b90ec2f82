import type { ReportedHost } from '../report.js';
import { markup, type Markup } from './markup.js';
import { counted } from './words.js';

const ROWS = 200;

/** What was not tested, where the report says it: a finding that is not here may be there all the same. */
export const coverageSection = (hosts: readonly ReportedHost[]): Markup | undefined => {
  const rows = hosts.flatMap(({ ip, gaps = [] }) =>
    gaps.map(
      ({ subject, port, reason }) =>
        markup`<tr><th scope="row" class="address">${ip}</th><td>${subject}${port === undefined ? '' : ` (${port})`}</td><td>${reason}</td></tr>
`,
    ),
  );
  if (rows.length === 0) return undefined;
  const rest = rows.length - ROWS;
  return markup`<section id="not-tested"><h2>What was not tested</h2>
<p>Nothing can be concluded from what is missing here.</p>
<table class="stack"><thead><tr><th scope="col">Host</th><th scope="col">What</th><th scope="col">Why</th></tr></thead><tbody>
${rows.slice(0, ROWS)}</tbody></table>${rest > 0 ? markup`<p class="facts">${counted(rest, 'more line')} in the report itself.</p>` : undefined}</section>`;
};
