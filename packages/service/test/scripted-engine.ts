import { OpenGuardError } from '@openguard/errors';
import type { HostReport } from '@openguard/model';
import type { EngineEvent, ScanEngine } from '@openguard/scan-engine';

export const host = (ip: string): HostReport => ({
  ip,
  findings: [],
  coverage: { tcp: '1-65535', udp: '', checks: [], gaps: [] },
});

/** An engine that reports what it is told to, and waits at each `pause` until the scan is cancelled. */
export const scriptedEngine = (script: readonly (EngineEvent | Error | 'pause')[]): ScanEngine => ({
  simulated: false,
  profiles: ['standard', 'light'],
  describe: () => Promise.resolve('127.0.0.1 (scripted)'),
  scan: async function* (_, signal) {
    for (const step of script) {
      if (step === 'pause') {
        await new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        );
        throw new OpenGuardError('OG_SCAN_CANCELLED', 'cancelled');
      }
      if (step instanceof Error) throw step;
      yield await Promise.resolve(step);
    }
  },
});
