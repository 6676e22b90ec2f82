// needs: chromium
import { foldMap, MapGraphBuilder } from '@openguard/analytics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderMaps, renderReport, type Report } from '../src/index.js';
import { MARK, openEyes, type Eyes, type Looked } from './browser.js';
import { PLANTS, plantedFinding, plantedHost } from './planted.js';

let eyes: Eyes;
beforeAll(async () => {
  eyes = await openEyes();
});
afterAll(() => eyes.close());

const graphOf = (plants: readonly string[]) => {
  const builder = new MapGraphBuilder();
  for (const [index, plant] of plants.entries()) builder.add(plantedHost(plant, index));
  return builder.graph();
};

const weekOf = (week: number) => ({
  to: week * 604_800_000,
  score: week * 3,
  open: { 1: 0, 2: 1, 3: week, 4: 0, 5: 1 },
  practices: 1,
  ...{ opened: week, reopened: 0, fixed: 1, daysToFix: 7.5 },
});

const planted = (plants: readonly string[]): Report => {
  const all = plants.join(' ');
  const header = {
    ref: all,
    date: all,
    target: all,
    title: all,
    keys: { STATUS: all, STATUS_REASON: all, NOT_SCANNED: all, NOT_ALIVE: all, REPORT_TYPE: 'simulated' },
  };
  return {
    header,
    findings: plants.map(plantedFinding),
    hosts: plants.map((plant) => ({
      ip: plant,
      name: plant,
      gaps: [{ subject: plant, port: plant, reason: plant }],
    })),
    comparison: { older: header, oldScore: 1, newScore: 2, explanation: [all] },
    trend: [weekOf(1), weekOf(2)],
    warnings: [all],
    network: graphOf(plants),
    version: all,
  };
};

const reportPage = async (report: Report): Promise<string> =>
  [...(await renderReport('html', report))].join('');

const withoutPolicy = (html: string): string => html.replace(/<meta http-equiv="Content[^>]*>/, '');

const HARMLESS: Looked = { ran: false, requests: [], dialogs: 0, violations: [] };

describe('a page', () => {
  it.each([
    ['as it is', (html: string) => html],
    ['and not by its policy alone', withoutPolicy],
  ])('runs and loads nothing of what a host planted in every field, %s', async (_, change) => {
    expect(await eyes.look(change(await reportPage(planted(PLANTS))))).toEqual(HARMLESS);
  });

  it('would be caught if it did', async () => {
    const careless = `<!doctype html><html lang="en"><title>x</title><main><h1>x</h1>${PLANTS.join('')}`;
    expect((await eyes.look(careless)).ran).toBe(true);
    expect(MARK).not.toBe('');
  });

  it.each([[{ dark: false, width: 1100 }], [{ dark: true, width: 390 }]])(
    'has no fault of accessibility, %j',
    async (options) => {
      const findings = ([1, 2, 3, 4, 5] as const).flatMap((severity) =>
        (['new', 'reopened', 'changed', 'not tested', 'fixed', 'same'] as const).map((verdict) => ({
          verdict,
          reason: `because ${severity}`,
          finding: {
            ...plantedFinding('plain', severity).finding,
            section: 'vuln' as const,
            ip: `192.0.2.${severity}`,
            severity,
            cve: ['CVE-1999-0497'],
            solution: '<p>Do <a href="https://example.org/">this</a>.<ul><li>or that</ul>',
          },
        })),
      );
      const report = {
        ...planted(['plain']),
        findings,
        network: graphOf(['192.0.2.1', '192.0.2.2', '192.0.2.3']),
      };
      expect(await eyes.look(await reportPage(report), options)).toEqual(HARMLESS);
    },
  );

  it.each([1000, 390])('breaks no address, and is no wider than its window of %i pixels', async (width) => {
    const ip = '255.255.255.255';
    const reason = 'The script http-enum was stopped at its time limit. '.repeat(5);
    const findings = (['new', 'not tested'] as const).map((verdict) => ({
      verdict,
      reason,
      finding: { ...plantedFinding('plain', 5).finding, section: 'vuln' as const, ip, severity: 5 as const },
    }));
    const hosts = [
      { ip, name: 'plain', gaps: [{ subject: 'own:http-enum-of-paths', port: '8443/tcp', reason }] },
    ];
    const report = { ...planted(['plain']), findings, hosts };
    expect(await eyes.readAt(await reportPage(report), width)).toEqual({ broken: [], overflow: 0 });
  });

  it('would be caught if it broke an address, or were too wide', async () => {
    const narrow =
      '<p style="width:3em;overflow-wrap:anywhere">255.255.255.255</p><p style="width:2000px">x</p>';
    const seen = await eyes.readAt(`<!doctype html><title>x</title>${narrow}`, 390);
    expect(seen.broken).toEqual(['255.255.255.255']);
    expect(seen.overflow).toBeGreaterThan(0);
  });

  it('of maps is as harmless, and so are their pictures', async () => {
    const maps = [{ title: PLANTS.join(' '), map: foldMap(graphOf(PLANTS), new Map()) }];
    expect(await eyes.look([...(await renderMaps('html', maps))].join(''))).toEqual(HARMLESS);
    const [svg = ''] = await renderMaps('svg', maps);
    const page = `<!doctype html><html lang="en"><title>x</title><main><h1>x</h1>${svg.replace(/^<\?xml[^>]*>/, '')}</main></html>`;
    expect(await eyes.look(page)).toMatchObject({ ran: false, requests: [], dialogs: 0 });
  });
});
