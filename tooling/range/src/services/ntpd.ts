import type { Service } from '../plant.js';

/** NTPsec's server, without the right to set a clock; `rights` are those of the whole range. */
export const ntpd =
  (rights: string): Service =>
  ({ network }) => ({
    // It answers questions to networks that it was told of, whatever stands for the default one.
    files: {
      'ntp.conf': `server 127.127.1.0\nrestrict ${network.split('/')[0] ?? ''} mask 255.255.0.0 ${rights}\n`,
    },
    script: 'exec setpriv --bounding-set -sys_time ntpd -n -g -c ntp.conf -p /run/ntpd.pid',
  });
