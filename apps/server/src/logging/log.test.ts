import { OpenGuardError } from '@openguard/errors';
import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from './log.js';
import { inTrace, traceFrom } from './trace.js';

const logging = (options: Partial<LogOptions> = {}) => {
  const lines: string[] = [];
  const log = createLog({ format: 'json', level: 'info', write: (line) => lines.push(line), ...options });
  return { log, lines, parsed: () => lines.map((line): unknown => JSON.parse(line)) };
};

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/;

describe.each(['json', 'text'] as const)('a log as %s', (format) => {
  it('is one line an event, whatever the event says, and none below its level', () => {
    const { log, lines } = logging({ format });
    log.info('one\n2020-01-01T00:00:00.000Z two "three"');
    log.say('debug', 'not this');
    log.say('error', 'four');
    expect(lines.map((line) => line.endsWith('\n'))).toEqual([true, true]);
    const starts = lines.join('').match(format === 'json' ? /^\{/gm : /^\S/gm);
    expect(starts).toHaveLength(2);
  });

  it('holds neither credentials nor the user information of URLs', () => {
    const { log, lines } = logging({ format });
    const encoded = Buffer.from('ann:s3cret').toString('base64');
    log.info(`Authorization: Basic ${encoded} for https://ann:s3cret@example.org/`);
    log.unexpected(new Error(`Basic ${encoded}`));
    expect(lines.join('')).not.toMatch(new RegExp(`s3cret|${encoded}`));
  });

  it('says a trouble that comes again and again once', () => {
    const { log, lines } = logging({ format });
    const full = new OpenGuardError('OG_STORE_FULL', 'the disk is full');
    log.unexpected(full);
    log.unexpected(full);
    log.unexpected(new OpenGuardError('OG_STORE_FAILED', 'locked'));
    log.unexpected(full);
    expect(lines).toHaveLength(3);
  });
});

describe('a line', () => {
  it('names the trace of the request that it belongs to', () => {
    const trace = traceFrom(undefined);
    const [json, text] = [logging(), logging({ format: 'text' })];
    for (const { log } of [json, text]) inTrace(trace, () => log.say('warn', 'hm', { ref: 'scan/1.1' }));
    expect(json.parsed()).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(STAMP) as unknown,
        service: 'openguard-server',
        pid: process.pid,
        ref: 'scan/1.1',
        trace: trace.id,
        msg: 'hm',
      },
    ]);
    expect(text.lines[0]).toMatch(new RegExp(`${STAMP.source} hm \\(trace ${trace.id}\\)\n$`));
  });

  it('of an error that is none of ours has its stack; ours has its code', () => {
    const { log, parsed } = logging();
    log.unexpected(new TypeError('what'));
    log.unexpected(new OpenGuardError('OG_LISTEN', 'busy'));
    expect(parsed()).toMatchObject([
      { level: 'error', msg: expect.stringMatching(/^unexpected: TypeError: what\n +at /) as unknown },
      { level: 'warn', msg: 'busy', code: 'OG_LISTEN' },
    ]);
  });
});
