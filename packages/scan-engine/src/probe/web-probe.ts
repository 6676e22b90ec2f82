import { converse } from './conversation.js';
import type { Probe } from './probe.js';

/** The server or one before it has no time for us, or for anybody: what it tells now is no answer. */
const NOT_NOW: readonly number[] = [429, 502, 503, 504];
const HEAD_END = /\r?\n\r?\n/;

/** HTTP: whether the server still answers, after all that it was asked. It finds nothing itself. */
export const webProbe: Probe = {
  name: 'web server',
  checks: [],
  isOfAll: true,
  looksAt: ({ protocol, service }) =>
    protocol === 'tcp' && service?.method === 'probed' && /^https?(?:-proxy|-alt)?$/.test(service.name),
  ask: async (place, signal) => {
    const conversation = await converse(place, signal);
    try {
      conversation.send(`GET / HTTP/1.1\r\nHost: ${place.host}:${place.port}\r\nConnection: close\r\n\r\n`);
      const heard = await conversation.hear((bytes) => HEAD_END.test(bytes.toString('latin1')));
      const status = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(heard.toString('latin1', 0, 32))?.[1];
      if (status === undefined) throw new Error(heard.length === 0 ? 'it hung up' : 'it does not speak HTTP');
      if (NOT_NOW.includes(Number(status))) throw new Error(`it answered ${status}, come back later`);
      return [];
    } finally {
      conversation.close();
    }
  },
};
