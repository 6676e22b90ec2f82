import type { Account } from '@openguard/model';
import {
  about,
  parameterRefusal,
  scan,
  scanReport,
  scanReportList,
  type Endpoint,
  type Pair,
  type Refused,
} from '@openguard/protocol';
import {
  SCAN_HEAD,
  writeAbout,
  writeGenericReturn,
  writeScan,
  writeScanReportList,
  writeScanReportListRefusal,
  type Versions,
} from '@openguard/reports';
import type { createScans } from '@openguard/service';
import { formatAddress } from '@openguard/targets';
import { heldScan, refusedScan } from './held-scan.js';

/** What the functions of the API answer from. */
export interface FunctionOptions {
  readonly scans: ReturnType<typeof createScans>;
  readonly clock: () => number;
  readonly versions: Versions;
  readonly log: (line: string) => void;
  readonly unexpected: (error: unknown) => void;
}

/** An answer: a whole document, or one that is written piece by piece. `abandon` is called when nobody reads on. */
type Answer = string | { readonly pieces: AsyncIterable<string>; readonly abandon: () => void };

/** A function of the API by its path. */
export interface ApiFunction {
  readonly path: string;
  readonly answer: (account: Account, pairs: readonly Pair[]) => Promise<Answer>;
}

const declared = <R>(
  endpoint: Endpoint<R>,
  refuse: (refused: Refused, account: Account) => string,
  answer: (account: Account, request: R) => Promise<Answer>,
): ApiFunction => ({
  path: endpoint.path,
  answer: async (account, pairs) => {
    const request = endpoint.decode(pairs);
    return request._tag === 'Left'
      ? refuse(parameterRefusal(request.left), account)
      : answer(account, request.right);
  },
});

async function* headed(head: string, pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  yield head;
  yield* pieces;
}

/** The functions that this server answers. */
export const apiFunctions = ({
  scans,
  clock,
  versions,
  log,
  unexpected,
}: FunctionOptions): readonly ApiFunction[] => [
  declared(scan, refusedScan, async (account, request) => {
    const running = await scans.start(account, request);
    const asked = `${account.name} asks for a scan of ${JSON.stringify(request.targets.text.slice(0, 200))}`;
    if ('number' in running) {
      log(`${asked}: refused with ${running.number}`);
      return refusedScan(running);
    }
    log(`${asked}: ${running.ref}`);
    running.done.then(
      ({ state, failure = '' }) => log(`${running.ref}: ${state}${failure === '' ? '' : `: ${failure}`}`),
      unexpected,
    );
    return {
      pieces: heldScan({ running, scans }),
      abandon: () => {
        log(`${running.ref}: the client is gone, the scan is stopped`);
        running.cancel();
        running.done.then((ended) => scans.release(ended)).catch(unexpected);
      },
    };
  }),
  declared(
    scanReportList,
    ({ number, text }) => writeScanReportListRefusal(number, text),
    async (account, { last, target }) => {
      const listed = await scans.list({
        account: account.name,
        ...(last === undefined ? {} : { last }),
        ...(target === undefined ? {} : { including: target }),
      });
      const withTarget = target === undefined ? {} : { withTarget: formatAddress(target) };
      return writeScanReportList({ user: account.name, now: clock(), ...withTarget }, listed);
    },
  ),
  declared(scanReport, refusedScan, async (account, { ref, target }) => {
    const report = await scans.openReport(account, ref, target);
    if ('number' in report) return refusedScan(report);
    return { pieces: headed(SCAN_HEAD, writeScan(report.scan, report.hosts)), abandon: () => undefined };
  }),
  declared(
    about,
    ({ number, text }, { name }) =>
      writeGenericReturn({ api: 'about.php', username: name, at: clock(), status: 'FAILED', number, text }),
    () => Promise.resolve(writeAbout(versions)),
  ),
];
