import type { TypeOf } from 'io-ts';
import type { Exploit, Malware } from '@openguard/model';
import type { Correlation } from './scan/details.js';

type Told = TypeOf<typeof Correlation> | undefined;

/** Public exploits of a weakness, each with who lists it. */
export const exploitsOf = (told: Told): readonly Exploit[] | undefined =>
  told?.exploitability?.sources.flatMap(({ name, list }) =>
    (list?.items ?? []).map((item) => ({ source: name, ...item })),
  );

/** Malware that uses a weakness, each with who lists it. */
export const malwareOf = (told: Told): readonly Malware[] | undefined =>
  told?.malware?.sources.flatMap(({ name, list }) =>
    (list?.items ?? []).map((item) => ({ source: name, ...item })),
  );

/** A source that lists nothing is no exploit and no malware; its name is noted. */
export const noteBareSources = (told: Told, note: (name: string, text: string) => void): void => {
  const sections = [
    ['EXPLOITABILITY/EXPLT_SRC', told?.exploitability?.sources],
    ['MALWARE/MW_SRC', told?.malware?.sources],
  ] as const;
  for (const [path, sources = []] of sections) {
    for (const { name, list } of sources) {
      if (list === undefined || list.items.length === 0) note(`CORRELATION/${path}/SRC_NAME`, name);
    }
  }
};
