import { join } from 'node:path';
import { startAssessor } from './assessor.js';
import { judgeForecast, type Forecast } from './judge-forecast.js';
import type { Order } from './order.js';
import { sameWork } from './same-work.js';
import { workThrough } from './scan-with-nmap.js';

/** How a network is scanned in which hardly anybody answers. */
export interface Silence {
  readonly addresses: number;
  readonly alive: number;
  /** Seconds that its scan took. */
  readonly whole: readonly number[];
  /** Seconds that a scan took that was asked for those alone that answer. */
  readonly aliveOnly: readonly number[];
  /** Seconds that nmap alone takes to find out who answers, asked as the engine asks. */
  readonly discovery: readonly number[];
  /** What the scans of all told of their progress, and how far they told it wrong; the server has met the hosts by then. */
  readonly forecasts: readonly Forecast[];
  /** The same of the very first scan, of hosts that the server has not met. */
  readonly ofStrangers?: Forecast;
}

const ADDRESSES = 220;

/** Scans a range of the size `sparse`: 220 addresses of one network. */
export const scanSilent = async ({ truth, folder, rounds, say }: Order): Promise<Silence> => {
  const alive = truth.map.hosts.map(({ ip }) => ip);
  const network = alive[0]?.split('.').slice(0, 3).join('.') ?? '';
  const all = [`${network}.10-${network}.${10 + ADDRESSES - 1}`];
  const assessor = await startAssessor(truth, folder);
  const result: { whole: number[]; aliveOnly: number[]; discovery: number[]; forecasts: Forecast[] } = {
    whole: [],
    aliveOnly: [],
    discovery: [],
    forecasts: [],
  };
  let ofStrangers: Forecast | undefined;
  while (result.whole.length < rounds) {
    const name = (what: string): string => join(folder, `${what}-${result.whole.length + 1}.xml`);
    const some = await assessor.watch(alive, 'standard', name('alive'));
    result.aliveOnly.push(some.seconds);
    ofStrangers ??= judgeForecast(some.told, some.seconds);
    const { seconds, told } = await assessor.watch(all, 'standard', name('whole'));
    result.whole.push(seconds);
    const [discovery = []] = sameWork(assessor.nmapRuns())
      .filter((line) => line.includes('-sn') && line.includes('-PE'))
      .sort((a, b) => b.length - a.length);
    result.discovery.push(await workThrough([discovery]));
    result.forecasts.push(judgeForecast(told, seconds));
    say(
      `${ADDRESSES} addresses took ${seconds.toFixed(0)} s, those alive ${result.aliveOnly.at(-1)?.toFixed(0)} s, discovery alone ${result.discovery.at(-1)?.toFixed(0)} s`,
    );
  }
  assessor.stop();
  return { addresses: ADDRESSES, alive: alive.length, ...result, ...(ofStrangers && { ofStrangers }) };
};
