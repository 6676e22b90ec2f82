import { LATER_ENDPOINTS } from '@openguard/protocol';
import { writePostures, writeReportList } from '@openguard/reports';
import type { Compliance } from '@openguard/service';
import { declaredAction, type ApiAction } from './action.js';
import { restOf } from './rest-of.js';

/** What the actions on documents of compliance answer from. */
export interface ComplianceActionOptions {
  readonly compliance: Compliance;
  readonly clock: () => number;
}

const { postureInfo, reportList, reportFetch } = LATER_ENDPOINTS;

/** Posture information, and the reports that lie here. */
export const complianceActions = ({ compliance, clock }: ComplianceActionOptions): readonly ApiAction[] => [
  declaredAction(postureInfo, async (asked, asking) => {
    const page = await compliance.postures(asking.account.name, asked);
    if ('number' in page) return page;
    const { infos, explanations, next } = page;
    return {
      pieces: writePostures({
        ...{ at: clock(), infos, explanations },
        ...(asking.echo === undefined ? {} : { request: asking.echo }),
        cut: () => {
          const rest = next();
          return rest === undefined ? undefined : { after: rest.after, url: restOf(asking, rest.from) };
        },
      }),
    };
  }),
  declaredAction(reportList, async (asked, { account, echo }) => {
    const reports = await compliance.reports(account.name, asked);
    return writeReportList(
      clock(),
      reports.map(({ id, title, size, importedAt }) => ({
        ...{ id, title, size, launchedAt: importedAt },
        ...{ type: 'Compliance', user: account.name },
      })),
      echo,
    );
  }),
  // A report that is still made would be refused in the same way, as the service does it.
  declaredAction(reportFetch, async ({ id }, { account }) => {
    const bytes = await compliance.fetch(account.name, id);
    return 'number' in bytes ? bytes : { pieces: bytes };
  }),
];
