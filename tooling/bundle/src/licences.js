import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file beside the bundle that holds the licences. */
const LICENCES = 'THIRD-PARTY.md';

const PACKAGE = /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+(?=[/\\])/;
const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:[.-].*)?$/i;

/**
 * The folder of the package from the registry that a module belongs to; a module of our own has none.
 *
 * @param {string} module
 */
export const folderOf = (module) => PACKAGE.exec(module)?.[0];

/** @param {unknown} author as a package.json names one */
const nameOf = (author) =>
  typeof author === 'object' && author !== null ? Reflect.get(author, 'name') : author;

/**
 * What a package's licence asks to be handed on with its code: its text, or, where the package comes without
 * one, the licence's name and the author.
 *
 * @param {string} folder
 */
export const noticeOf = (folder) => {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} ${version} does not name its licence`);
  const file = readdirSync(folder).find((entry) => LICENCE_FILE.test(entry));
  const text =
    file === undefined
      ? `${license}, by ${nameOf(author) ?? 'its contributors'}; it comes without the text of its licence.`
      : readFileSync(join(folder, file), 'utf8').trim();
  return { title: `${name} ${version}`, licence: license, text };
};

/**
 * Writes the licences of all the code in a bundle that is not ours.
 *
 * @returns {import('rolldown').Plugin}
 */
export const licences = () => ({
  name: 'licences',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    const folders = new Set(modules.flatMap((module) => folderOf(module) ?? []));
    const notices = [...folders].map(noticeOf).sort((a, b) => (a.title < b.title ? -1 : 1));
    const sections = notices.map(
      ({ title, licence, text }) => `## ${title} (${licence})\n\n\`\`\`\`\n${text}\n\`\`\`\`\n`,
    );
    const head = "# Licences of the code in this bundle that is not OpenGuard's own\n";
    this.emitFile({ type: 'asset', fileName: LICENCES, source: [head, ...sections].join('\n') });
  },
});
