import { describe, expect, it } from 'vitest';
import { nobodyLooked, nothingFound } from './nothing-found.js';

describe('a history without findings', () => {
  it('says of hosts that no report tells of that nothing is known', () => {
    const nowhere = { hosts: 0, untested: 0 };
    expect(nobodyLooked({ range: undefined, reports: 0, looked: nowhere })).toMatch(
      /^no report was imported/,
    );
    expect(nobodyLooked({ range: undefined, reports: 1, looked: nowhere })).toMatch(/tells of any host: /);
    expect(nobodyLooked({ range: '10.0.0.1\u001b', reports: 1, looked: nowhere })).toMatch(
      /tells of a host of 10\.0\.0\.1\?: /,
    );
    expect(
      nobodyLooked({ range: '10.0.0.1', reports: 1, looked: { hosts: 1, untested: 0 } }),
    ).toBeUndefined();
  });

  it.each([
    [{}, { hosts: 1, untested: 0 }, 'Nothing is open on the host that the reports tell of.\n'],
    [
      { severity: 4 },
      { hosts: 3, untested: 2 },
      'Nothing of severity 4 or more is open on the 3 hosts that the reports tell of, of which later scans did not test 2.\n',
    ],
    [
      { fixed: true },
      { hosts: 2, untested: 0 },
      'Nothing was found on the 2 hosts that the reports tell of.\n',
    ],
  ])('says of %j on how many hosts', (query, looked, text) => {
    expect(nothingFound(query, looked)).toBe(text);
  });
});
