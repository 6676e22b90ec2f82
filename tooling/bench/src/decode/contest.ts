import { nodeContender, outsideContender, type Contender } from './contender.js';
import type { Document } from './documents.js';
import { KINDS, type Kind } from './kind.js';
import type { Entry, Group } from './measurements.js';
import { LXML, type Outside } from './outside.js';
import { EVENTS, EVERY, FAST_XML_PARSER, FIVE, SAX, SAXES, SCAN, TXML, WRITING } from './reader.js';

/** Above this nobody can hold the document as one text with its tree. */
export const HELD_MEGABYTES = 400;

/** Sizes against which growth is seen: what is usual, and next to nothing. */
const SMALLER = 100;
const LEAST = 0;

// A tree of 400 MB needs more than Node allows by itself.
const ROOMY = ['--max-old-space-size=12000'];

/** What is measured on the documents of one kind. */
export interface Contest {
  readonly five: Entry;
  readonly every: Entry;
  readonly writing: Entry;
  readonly scan: Entry;
  /** All others, in the order of their rows. */
  readonly others: readonly Entry[];
  /** The same reader on smaller documents; nothing when the document is not large. */
  readonly smaller: { readonly usual: Entry; readonly least: Entry } | undefined;
  readonly groups: readonly Group[];
}

const contenders = (megabytes: number, { readers }: Outside): readonly Contender[] => [
  nodeContender(EVENTS),
  ...(megabytes > HELD_MEGABYTES
    ? []
    : [nodeContender(TXML, true, ROOMY), nodeContender(FAST_XML_PARSER, true, ROOMY)]),
  nodeContender(SAXES),
  nodeContender(SAX),
  ...readers.map(outsideContender),
];

const contest = (
  kind: Kind,
  megabytes: number,
  outside: Outside,
  make: (kind: Kind, megabytes: number) => Document,
): Contest => {
  const document = make(kind, megabytes);
  const contender = nodeContender(FIVE);
  const five = { contender, document };
  const every = { contender: nodeContender(EVERY), document };
  const writing = { contender: nodeContender(WRITING, false), document };
  const scan = { contender: nodeContender(SCAN, false), document };
  const others = contenders(megabytes, outside).map((one) => ({ contender: one, document }));
  const smaller =
    megabytes > SMALLER
      ? {
          usual: { contender, document: make(kind, SMALLER) },
          least: { contender, document: make(kind, LEAST) },
        }
      : undefined;
  const lxml = others.filter(({ contender: { name } }) => name === LXML);
  const groups: readonly Group[] = [
    ...others.filter((one) => !lxml.includes(one)).map((one) => [five, one]),
    [five, every, writing, ...lxml],
    [five, scan],
    ...(smaller === undefined ? [] : [[five, smaller.usual, smaller.least]]),
  ];
  return { five, every, writing, scan, others, smaller, groups };
};

/** Makes the documents and says who reads them. */
export const contests = (
  megabytes: number,
  outside: Outside,
  make: (kind: Kind, megabytes: number) => Document,
): readonly Contest[] => KINDS.map((kind) => contest(kind, megabytes, outside, make));
