import { existsSync, readFileSync, writeSync } from 'node:fs';

/** Where the process that measures reads. */
const CHANNEL = 3;
const SELF = '/proc/self/status';

// What a child inherits through fork counts in its maxRSS, so that a large parent makes every child look large.
// Linux also keeps the peak of the program alone.
const peakRssKb = (): number => {
  const own = existsSync(SELF) ? /^VmHWM:\s+([0-9]+) kB$/m.exec(readFileSync(SELF, 'utf8'))?.[1] : undefined;
  return own === undefined ? process.resourceUsage().maxRSS : Number(own);
};

// Loaded into a measured process before its program: tells at its end what it has used.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  writeSync(CHANNEL, JSON.stringify({ cpuMs, peakRssMb: (peakRssKb() * 1024) / 1e6 }));
});
