import type { Finding } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { openPortsOf } from './open-ports.js';

const listing = (id: string, result: string): Finding => ({
  section: 'service',
  id,
  title: 'Open ports',
  category: 'PortScan',
  cve: [],
  result,
});

describe('openPortsOf', () => {
  it.each([
    ['tabs', 'Port\tName\tDescription\tService\n22\tssh\tlog-in\topenssh', 22, 'openssh'],
    ['tabs without a service', '22\tssh\tlog-in', 22, 'ssh'],
    ['blanks, as in 2001', '65535 odd Somebody', 65_535, 'odd'],
  ])('reads rows with %s', (_, result, port, service) => {
    expect(openPortsOf(listing('scan_tcp', result)).at(-1)).toMatchObject({ protocol: 'tcp', port, service });
  });

  it.each(['65536\tssh', '99999\tssh', '-1\tssh', 'ssh\t22', ''])('reads no port in %j', (result) => {
    expect(openPortsOf(listing('scan_tcp', result))).toEqual([]);
  });

  it('reads none in any other finding', () => {
    expect(openPortsOf(listing('banner', '22\tssh'))).toEqual([]);
  });
});
