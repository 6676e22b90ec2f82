import type { HeaderItem } from '@openguard/model';
import type { XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { TypeOf } from 'io-ts';
import type { Readable, Workbench } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import type { Values } from '../values/values.js';
import { circumstancesOf, keysOf } from './circumstances.js';
import type { Header, MapHeader } from './header.js';

type AnyHeader = TypeOf<typeof Header> & Pick<TypeOf<typeof MapHeader>, 'userEntered'>;

/** HEADER as an item. `names` are the KEYs that are known, if there is a list of them. */
export const headerItem = (
  bench: Workbench,
  declared: Readable<AnyHeader>,
  element: XmlElement,
  offset: number,
  ref: string,
  names?: Values,
): E.Either<DocumentFault, HeaderItem> => {
  const decoded = bench.decode(declared, element, offset);
  if (E.isLeft(decoded)) return decoded;
  const keys = keysOf(bench, 'HEADER', decoded.right.keys, names);
  const { userEntered } = decoded.right;
  const date = keys.get('DATE');
  const target = keys.get('TARGET');
  const title = keys.get('TITLE');
  return E.right({
    kind: 'header',
    ref,
    ...(date === undefined ? {} : { date }),
    ...(target === undefined ? {} : { target }),
    ...(title === undefined ? {} : { title }),
    keys: Object.fromEntries(keys),
    ...circumstancesOf(decoded.right),
    ...(userEntered === undefined ? {} : userEntered),
    ...bench.ledger.take(),
  });
};
