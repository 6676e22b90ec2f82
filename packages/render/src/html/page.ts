import { createHash } from 'node:crypto';
import { escapeHtml, type Markup } from './markup.js';
import { STYLE } from './style.js';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing runs, nothing is loaded, nothing is sent; of styles only ours counts. */
const POLICY = `default-src 'none'; style-src ${hashOf(STYLE)}; base-uri 'none'; form-action 'none'`;

/** A page of its own: one file, without script, that loads nothing from anywhere. */
export function* page(title: string, body: Iterable<Markup>): Generator<string, void, undefined> {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
`;
  for (const part of body) yield `${part.html}\n`;
  yield '</body>\n</html>\n';
}
