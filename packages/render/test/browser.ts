import axe from 'axe-core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';

const programOf = (name: string): string => {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
  if (found === undefined) throw new Error(`${name} is not on the PATH`);
  return found;
};

/** What a page did in the browser, and what a checker of accessibility says of it. */
export interface Looked {
  /** Whether a planted script ran. */
  readonly ran: boolean;
  /** What it asked for besides itself. */
  readonly requests: readonly string[];
  readonly dialogs: number;
  /** The rules of axe-core that it breaks, with the first element each. */
  readonly violations: readonly string[];
}

/** The mark that a planted script leaves. */
export const MARK = '__planted';

const look = async (page: Page, url: string): Promise<Looked> => {
  const requests: string[] = [];
  let dialogs = 0;
  page.on('request', (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await page.goto(url, { waitUntil: 'load' });
  for (const target of await page.locator('summary').all()) await target.click();
  const ran = await page.evaluate((mark) => mark in globalThis || document.title === mark, MARK);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const checker = Reflect.get(globalThis, 'axe') as typeof axe;
    const found = await checker.run(document, { resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
  return { ran, requests, dialogs, violations };
};

/** What of a page is hard to read at a width. */
interface Legibility {
  /** Addresses that stand on more than one line. */
  readonly broken: readonly string[];
  /** By how many pixels the page is wider than its window. */
  readonly overflow: number;
}

const readAt = async (page: Page, url: string): Promise<Legibility> => {
  await page.goto(url, { waitUntil: 'load' });
  return page.evaluate(() => {
    const broken: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode())
      for (const { 0: address, index } of (text.textContent ?? '').matchAll(/\d+(?:\.\d+){3}/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + address.length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(address);
      }
    const { scrollWidth, clientWidth } = document.documentElement;
    return { broken, overflow: scrollWidth - clientWidth };
  });
};

/** A real Chromium that looks at pages; `close` ends it. */
export interface Eyes {
  readonly look: (
    html: string,
    options?: { readonly dark?: boolean; readonly width?: number },
  ) => Promise<Looked>;
  readonly readAt: (html: string, width: number) => Promise<Legibility>;
  readonly close: () => Promise<void>;
}

/** Starts Chromium. */
export const openEyes = async (): Promise<Eyes> => {
  const browser: Browser = await chromium.launch({
    executablePath: programOf('chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const folder = mkdtempSync(join(tmpdir(), 'openguard-page-'));
  let pages = 0;
  const withPage = async <A>(
    html: string,
    { dark = false, width = 1100 }: { readonly dark?: boolean; readonly width?: number },
    work: (page: Page, url: string) => Promise<A>,
  ): Promise<A> => {
    pages += 1;
    const file = join(folder, `${pages}.html`);
    writeFileSync(file, html);
    const page = await browser.newPage({
      colorScheme: dark ? 'dark' : 'light',
      viewport: { width, height: 900 },
    });
    try {
      return await work(page, pathToFileURL(file).href);
    } finally {
      await page.close();
    }
  };
  return {
    look: (html, options = {}) => withPage(html, options, look),
    readAt: (html, width) => withPage(html, { width }, readAt),
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
};
