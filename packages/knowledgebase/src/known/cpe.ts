/**
 * A product and its version, as a CPE name has them. `product` is part, vendor and product, such as `a:exim:exim`.
 *
 * - `version`: absent when the name is of all versions, or of those that are like `like`.
 * - `like`: what versions look like, with `*` for anything and `?` for one character.
 * - `noUpdate`: the version before any update of it (the update is `-`); else every update is meant where none is named.
 * - `someUpdate`: an update of the version that nobody knows, or none.
 */
export interface ProductVersion {
  readonly product: string;
  readonly version?: string;
  readonly like?: string;
  readonly noUpdate?: true;
  readonly someUpdate?: true;
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

const decoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const named = (part: string, vendor: string, product: string): ProductVersion | undefined =>
  !/^[aoh]$/.test(part) || vendor === '' || product === ''
    ? undefined
    : { product: [part, vendor, product].join(':').toLowerCase() };

/** A number alone, behind a version, would be read as part of it. */
const withUpdate = (version: string, update: string): string =>
  /^\d/.test(update) ? `${version}-update${update}` : version + update;

/** A word with a number that makers put behind a version themselves: a patch, a service release, what comes before one. */
const OWN_SUFFIX = '(?:p|s|sp|cu|fp|ga|rc|alpha|beta|pre|dev|m|patch|update)\\.?\\d+';

/** What nmap writes as an update that is one; others are builds and languages, which nothing is published for. */
const KNOWN_UPDATE = new RegExp(`^(?:${OWN_SUFFIX}|alpha|beta|rc)$`, 'i');

/** A name of CPE 2.2, the form that nmap writes: `cpe:/a:microsoft:sql_server:2005:sp2`. `gold` is before any update. */
const fromUri = (name: string): ProductVersion | undefined => {
  const [part = '', vendor = '', product = '', version = '', update = ''] = name
    .slice('cpe:/'.length)
    .split(':')
    .map(decoded);
  const all = named(part, vendor, product);
  if (all === undefined || version === '-') return undefined;
  if (version === '' || version === '*') return all;
  if (update === '-' || update.toLowerCase() === 'gold') return { ...all, version, noUpdate: true };
  return { ...all, version: KNOWN_UPDATE.test(update) ? withUpdate(version, update) : version };
};

const isWild = (text: string): boolean => /(?<!\\)[*?]/.test(text);

/** A name of CPE 2.3, the form of the NVD; what it calls an update belongs to the version. */
const fromFormatted = (name: string): ProductVersion | undefined => {
  const [, , part = '', vendor = '', product = '', version = '', update = ''] = name.split(/(?<!\\):/);
  const all = named(unescaped(part), unescaped(vendor), unescaped(product));
  if (all === undefined || version === '-') return undefined;
  const isNamed = update !== '*' && update !== '-' && update !== '';
  const more = isNamed ? update : '';
  if (version === '*' || version === '')
    return isNamed && !isWild(update) ? { ...all, like: `*${unescaped(update)}` } : all;
  if (isWild(version) || isWild(more)) return { ...all, like: unescaped(withUpdate(version, more)) };
  return {
    ...all,
    version: unescaped(withUpdate(version, more)),
    ...(update === '-' ? { noUpdate: true as const } : {}),
  };
};

/** Reads a CPE name of either form; `undefined` for other text and for names that stand for no version at all. */
export const parseCpe = (name: string): ProductVersion | undefined => {
  if (name.startsWith('cpe:/')) return fromUri(name);
  return name.startsWith('cpe:2.3:') ? fromFormatted(name) : undefined;
};

const READABLE = /^cpe:(?:\/|2\.3:)[aoh](?::(?:\\.|[^\\:])+){3}/;

/** Whether a text has the form of a CPE name with a version, be it that it has none (`-`) or any. */
export const isCpe = (name: string): boolean => READABLE.test(name);

const UPSTREAM = new RegExp(`^[^-+~ ]+(?:-${OWN_SUFFIX}(?![a-z0-9]))?`, 'i');

/** Distributions count how often the numbering of a product began anew, before a colon. */
const EPOCH = /^\d+:(?=\d)/;

/** The version that a maker gave, without what a distribution added to it: "8.0.36" of "1:8.0.36-0ubuntu1". */
export const upstreamVersion = (version: string): string => {
  const own = version.replace(EPOCH, '');
  return /^\d/.test(own) ? (UPSTREAM.exec(own)?.[0] ?? own) : own;
};

const UPDATE = new RegExp(`[-_.]?${OWN_SUFFIX}$`, 'i');

/** A version without its update, such as "7.2" of "7.2p2", where it has one. */
export const withoutUpdate = (version: string): string => version.replace(UPDATE, '');
