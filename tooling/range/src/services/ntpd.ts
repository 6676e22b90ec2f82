import type { Service } from '../plant.js';

/** NTPsec's server, without the right to set a clock. */
export const ntpd =
  (restrict: string): Service =>
  () => ({
    files: { 'ntp.conf': `server 127.127.1.0\nrestrict default ${restrict}\n` },
    script: 'exec setpriv --bounding-set -sys_time ntpd -n -g -c ntp.conf -p /run/ntpd.pid',
  });
