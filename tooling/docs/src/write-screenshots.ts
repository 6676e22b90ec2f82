import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { writeSamplePages } from './screenshots/sample-pages.js';

// Takes the pictures of docs/screenshots anew, with the built commands and the system's Chromium.

const TARGET = fileURLToPath(new URL('../../../docs/screenshots', import.meta.url));
const MOST_BYTES = 150_000;

/** How a page is looked at; paper is A4 at 96 dots an inch. */
interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  readonly paper?: boolean;
  /** What is at the top of the picture; the beginning of the page when left out. */
  readonly from?: string;
}

const VIEWS: Readonly<Record<string, readonly View[]>> = {
  report: [
    { name: 'report-light', width: 1000, height: 1000 },
    { name: 'report-dark', width: 1000, height: 1000, dark: true },
    { name: 'report-phone', width: 390, height: 1200 },
    { name: 'report-paper', width: 794, height: 1123, paper: true },
  ],
  comparison: [{ name: 'comparison', width: 1000, height: 1000 }],
  history: [{ name: 'history', width: 1000, height: 1250, from: '#history' }],
};

const take = async (browser: Browser, file: string, view: View): Promise<void> => {
  const { name, width, height, dark = false, paper = false, from } = view;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  try {
    if (paper) await page.emulateMedia({ media: 'print' });
    await page.goto(pathToFileURL(file).href);
    if (from !== undefined) await page.locator(from).evaluate((element) => element.scrollIntoView());
    const path = join(TARGET, `${name}.png`);
    await page.screenshot({ path });
    const { size } = statSync(path);
    process.stdout.write(`${name}: ${size} bytes\n`);
    if (size > MOST_BYTES) throw new RangeError(`${path} has ${size} bytes, more than ${MOST_BYTES}`);
  } finally {
    await page.close();
  }
};

const executablePath = execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
const folder = mkdtempSync(join(tmpdir(), 'openguard-screenshots-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  mkdirSync(TARGET, { recursive: true });
  for (const file of await writeSamplePages(folder))
    for (const view of VIEWS[basename(file, '.html')] ?? []) await take(browser, file, view);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
