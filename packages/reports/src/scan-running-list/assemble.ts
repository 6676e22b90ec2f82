import type { RunningItem } from '@openguard/model';
import type { XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { TypeOf } from 'io-ts';
import type { Readable, Workbench } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { circumstancesOf, keysOf } from '../header/circumstances.js';
import type { ListKind } from '../list-assembler.js';
import { RunningMap, RunningScan } from './scan-running-list.js';

const entry =
  (type: RunningItem['type'], declared: Readable<TypeOf<typeof RunningScan>>) =>
  (bench: Workbench, element: XmlElement, offset: number): E.Either<DocumentFault, RunningItem> => {
    const decoded = bench.decode(declared, element, offset);
    if (E.isLeft(decoded)) return decoded;
    const { value } = decoded.right;
    const keys = keysOf(bench, element.tagName, decoded.right.keys);
    const date = keys.get('startdate');
    const target = keys.get('target');
    const status = keys.get('status');
    return E.right({
      kind: 'running',
      type,
      ...(value === undefined ? {} : { ref: value }),
      ...(date === undefined ? {} : { date }),
      ...(target === undefined ? {} : { target }),
      ...(status === undefined ? {} : { status }),
      keys: Object.fromEntries(keys),
      ...circumstancesOf(decoded.right),
      ...bench.ledger.take(),
    });
  };

/** SCAN_RUNNING_LIST. */
export const SCAN_RUNNING_LIST: ListKind = {
  start: (bench, element) => {
    bench.note({ tagName: element.tagName, fields: {} }, element);
    return E.right({});
  },
  entries: new Map([
    [RunningScan.tagName, entry('scan', RunningScan)],
    [RunningMap.tagName, entry('map', RunningMap)],
  ]),
  counted: 'running',
};
