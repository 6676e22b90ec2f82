import type { HeaderItem } from '@openguard/model';
import type { TypeOf } from 'io-ts';
import type { Workbench } from '../assembler.js';
import { isOutside, type Values } from '../values/values.js';
import type { Circumstances, Key, OptionProfile } from './header.js';

const profileOf = ({ title }: TypeOf<typeof OptionProfile>): NonNullable<HeaderItem['optionProfile']> => ({
  title: title.text,
  ...(title.default === undefined ? {} : { default: title.default }),
});

/** The option profile and asset groups as items tell them. */
export const circumstancesOf = ({
  optionProfile,
  assetGroups,
}: Circumstances): Pick<HeaderItem, 'optionProfile' | 'assetGroups'> => ({
  ...(optionProfile === undefined ? {} : { optionProfile: profileOf(optionProfile) }),
  ...(assetGroups === undefined ? {} : { assetGroups: assetGroups.groups.map((group) => group.title) }),
});

/** KEYs by their names; one without a name, the second of a name, and a name that is not known are noted. */
export const keysOf = (
  bench: Workbench,
  parent: string,
  keys: readonly TypeOf<typeof Key>[],
  names?: Values,
): Map<string, string> => {
  const path = `${bench.path}/${parent}/KEY`;
  const known = new Map<string, string>();
  for (const { name, text } of keys) {
    if (name === undefined) bench.noteText(path, text);
    else if (known.has(name)) bench.noteText(`${path}[@value="${name}"]`, text);
    else known.set(name, text);
    if (name !== undefined && names !== undefined && isOutside(names, name)) {
      bench.noteText(`${path}/@value`, name);
    }
  }
  return known;
};
