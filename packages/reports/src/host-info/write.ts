import { writeElement } from '@openguard/xml';
import type { TypeOf } from 'io-ts';
import { documentHead } from '../document-head.js';
import { HostInfo, type HostInfoFacts, type HostVulnInfo } from './host-info.js';

/** VULNINFO of a host. Dates as `YYYY-MM-DDTHH:MM:SSZ`. */
export type HostVulnInfoValues = TypeOf<typeof HostVulnInfo>;

/** A host as get_host_info.php tells it, and its findings by what they are, if they are wanted. */
export interface HostInfoValues extends TypeOf<typeof HostInfoFacts> {
  readonly vulns?: readonly HostVulnInfoValues[];
  readonly potential?: readonly HostVulnInfoValues[];
  readonly information?: readonly HostVulnInfoValues[];
}

const HEAD = documentHead('HOST', '/get_host_info.dtd');

const levelsOf = (findings: readonly HostVulnInfoValues[] | undefined, name: string) => {
  if (findings === undefined || findings.length === 0) return {};
  const of = (level: string) => {
    // What has no severity stands with what has the least.
    const found = findings.filter(({ severity = '1' }) => severity === level);
    return found.length === 0 ? undefined : { findings: found };
  };
  const [level1, level2, level3, level4, level5] = ['1', '2', '3', '4', '5'].map(of);
  return {
    [name]: {
      ...(level1 === undefined ? {} : { level1 }),
      ...(level2 === undefined ? {} : { level2 }),
      ...(level3 === undefined ? {} : { level3 }),
      ...(level4 === undefined ? {} : { level4 }),
      ...(level5 === undefined ? {} : { level5 }),
    },
  };
};

/** Writes HOST. */
export const writeHostInfo = ({ vulns, potential, information, ...facts }: HostInfoValues): string =>
  HEAD +
  writeElement(
    HostInfo.encode({
      ...facts,
      ...levelsOf(vulns, 'vulns'),
      ...levelsOf(potential, 'potential'),
      ...levelsOf(information, 'information'),
    }),
  );

/** Writes a HOST that refuses. */
export const writeHostInfoRefusal = (number: number, text: string): string =>
  HEAD + writeElement(HostInfo.encode({ error: { number: String(number), text } }));
