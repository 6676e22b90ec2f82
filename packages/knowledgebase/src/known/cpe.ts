/** A product and its version, as a CPE name has them. `product` is part, vendor and product, such as `a:exim:exim`. */
export interface ProductVersion {
  readonly product: string;
  /** Absent when the name is of all versions. */
  readonly version?: string;
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

const decoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const named = (
  part: string,
  vendor: string,
  product: string,
  version: string,
): ProductVersion | undefined => {
  if (!/^[aoh]$/.test(part) || vendor === '' || product === '' || version === '-') return undefined;
  const name = [part, vendor, product].join(':').toLowerCase();
  return version === '' || version === '*' ? { product: name } : { product: name, version };
};

/** A name of CPE 2.2, the form that nmap writes: `cpe:/a:openbsd:openssh:9.2p1`. */
const fromUri = (name: string): ProductVersion | undefined => {
  const [part = '', vendor = '', product = '', version = ''] = name
    .slice('cpe:/'.length)
    .split(':')
    .map(decoded);
  return named(part, vendor, product, version);
};

/** A name of CPE 2.3, the form of the NVD; what it calls an update belongs to the version. */
const fromFormatted = (name: string): ProductVersion | undefined => {
  const [, , part = '', vendor = '', product = '', version = '', update = ''] = name
    .split(/(?<!\\):/)
    .map(unescaped);
  const more = update === '*' || update === '-' || update === '' ? '' : update;
  return named(part, vendor, product, version === '*' ? version : version + more);
};

/** Reads a CPE name of either form; `undefined` for other text and for names that stand for no version at all. */
export const parseCpe = (name: string): ProductVersion | undefined => {
  if (name.startsWith('cpe:/')) return fromUri(name);
  return name.startsWith('cpe:2.3:') ? fromFormatted(name) : undefined;
};

/** The version that a maker gave, without what a distribution added to it: "8.0.36" of "8.0.36-0ubuntu1". */
export const upstreamVersion = (version: string): string =>
  /^\d/.test(version) ? (/^[^-+~ ]+/.exec(version)?.[0] ?? version) : version;
