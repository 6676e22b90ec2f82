import type { HostPort, Verdict } from '@openguard/analytics';
import type { Finding, HeaderItem } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { COVERED, header, judgedOf, portList, report } from './made-report.js';

const IP = '192.0.2.1';

it('says what became of ports', () => {
  const port = (number: number, service = 'svc'): HostPort => ({
    ip: IP,
    protocol: 'tcp',
    port: number,
    service,
  });
  const closed = { ...COVERED, tcp: '1-1000' };
  const ssh = { ...portList(22), result: 'Port\tName\tDescription\tDetected\n22\tn\td\tssh' };
  const { ports } = judgedOf(
    report({ [IP]: [portList(21, 22, 8080)] }),
    report({ [IP]: [ssh, portList(25)] }, { coverage: closed }),
  );
  expect(ports).toMatchObject([
    { verdict: 'new', port: port(25) },
    { verdict: 'changed', port: port(22, 'ssh'), before: port(22), reason: 'service svc → ssh' },
    { verdict: 'not tested', port: port(8080), reason: 'tcp port 8080 was not tested' },
    { verdict: 'fixed', port: port(21), evidence: 'proven' },
  ]);
});

describe('what a report without coverage cannot tell', () => {
  const old = () => report({ [IP]: [portList(22, 80)] }, {});

  it.each<[string, Finding, HeaderItem, readonly Verdict[]]>([
    [
      'is not gone when the report was interrupted',
      portList(22),
      header({ STATUS: 'INTERRUPTED' }),
      ['not tested', 'same'],
    ],
    [
      'is not gone when only ports of another protocol are listed',
      { ...portList(53), id: 'scan_udp' },
      header({}),
      ['new', 'not tested', 'not tested'],
    ],
    [
      'is gone when the report says that it is finished',
      portList(22),
      header({ STATUS: ' FINISHED\n' }),
      ['fixed', 'same'],
    ],
  ])('%s', (_, list, head, verdicts) => {
    const { ports } = judgedOf(old(), report({ [IP]: [list] }, { head }));
    expect(ports.map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});
