import type { HeaderItem } from '@openguard/model';
import type { XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { TypeOf } from 'io-ts';
import type { Workbench } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { Header, type OptionProfile } from './header.js';

const profileOf = ({ title }: TypeOf<typeof OptionProfile>): NonNullable<HeaderItem['optionProfile']> => ({
  title: title.text,
  ...(title.default === undefined ? {} : { default: title.default }),
});

/** HEADER as an item; a KEY without a name, and the second of a name, are noted. */
export const headerItem = (
  bench: Workbench,
  element: XmlElement,
  offset: number,
  ref: string,
): E.Either<DocumentFault, HeaderItem> => {
  const decoded = bench.decode(Header, element, offset);
  if (E.isLeft(decoded)) return decoded;
  const { keys, optionProfile, assetGroups } = decoded.right;
  const known = new Map<string, string>();
  for (const { name, text } of keys) {
    if (name === undefined) bench.noteText(`${bench.path}/HEADER/KEY`, text);
    else if (known.has(name)) bench.noteText(`${bench.path}/HEADER/KEY[@value="${name}"]`, text);
    else known.set(name, text);
  }
  const date = known.get('DATE');
  const target = known.get('TARGET');
  const title = known.get('TITLE');
  return E.right({
    kind: 'header',
    ref,
    ...(date === undefined ? {} : { date }),
    ...(target === undefined ? {} : { target }),
    ...(title === undefined ? {} : { title }),
    keys: Object.fromEntries(known),
    ...(optionProfile === undefined ? {} : { optionProfile: profileOf(optionProfile) }),
    ...(assetGroups === undefined ? {} : { assetGroups: assetGroups.groups.map((group) => group.title) }),
    ...bench.ledger.take(),
  });
};
