import { OpenGuardError } from '@openguard/errors';
import type { HostReport } from '@openguard/model';
import type { EngineEvent, ScanEngine } from '@openguard/scan-engine';
import { contains, intersection, parseAddress } from '@openguard/targets';

export const host = (ip: string): HostReport => ({
  ip,
  findings: [],
  coverage: { tcp: '1-65535', udp: '', checks: [], gaps: [] },
});

/** What a scripted engine does, one step after the other. */
export type Script = readonly (EngineEvent | Error | 'pause')[];

/**
 * An engine that reports what it is told to, as far as it is asked for it, and waits at each `pause` until the
 * scan is cancelled.
 */
export const scriptedEngine = (script: Script, hostsPerBatch = 16): ScanEngine => ({
  simulated: false,
  hostsPerBatch,
  profiles: ['standard', 'light'],
  describe: () => Promise.resolve('127.0.0.1 (scripted)'),
  scan: async function* ({ targets }, signal) {
    const isAsked = (ip: string): boolean => {
      const address = parseAddress(ip);
      return address._tag === 'Right' && contains(targets, address.right);
    };
    for (const step of script) {
      if (step === 'pause') {
        await new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        );
        throw new OpenGuardError('OG_SCAN_CANCELLED', 'cancelled');
      }
      if (step instanceof Error) throw step;
      if (step.kind === 'host' && !isAsked(step.host.ip)) continue;
      yield await Promise.resolve(
        step.kind === 'not-alive' ? { ...step, addresses: intersection(step.addresses, targets) } : step,
      );
    }
  },
});
