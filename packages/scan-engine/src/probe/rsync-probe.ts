import { converse } from './conversation.js';
import { tcpService, type Probe } from './probe.js';

const GREETING = /^@RSYNCD: (\d+)(?:\.\d+)?[^\n]*\n/;
const END = /^@(?:RSYNCD: EXIT|ERROR)/m;
/** Its name, and after a tab what it is for; lines of greeting words have none. */
const MODULE = /^[^\s@][^\t]*\t/;
const LISTED = 50;

/** rsync: whether it tells its modules to whoever asks. */
export const rsyncProbe: Probe = {
  name: 'rsync modules',
  checks: ['rsync_open'],
  looksAt: tcpService(['rsync']),
  ask: async (place, signal) => {
    const conversation = await converse(place, signal);
    try {
      const greeting = (await conversation.hear((heard) => heard.includes(0x0a))).toString('latin1');
      if (!GREETING.test(greeting)) throw new Error('it does not speak as rsync does');
      // The oldest version with lists that every server still takes; no checksums are agreed upon in it.
      conversation.send('@RSYNCD: 29\n\n');
      const said = await conversation.hear((heard) => END.test(heard.toString('latin1')));
      const modules = said
        .toString('latin1')
        .split('\n')
        .filter((line) => MODULE.test(line))
        .map((line) => line.trim().replace(/\s*\t\s*/, '\t'))
        .sort();
      return modules.length === 0
        ? []
        : [{ check: 'rsync_open', result: modules.slice(0, LISTED).join('\n') }];
    } finally {
      conversation.close();
    }
  },
};
