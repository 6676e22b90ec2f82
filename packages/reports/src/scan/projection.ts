import { declaredOf, pick, wholeOf, type Declared } from '@openguard/codec';
import type { FindingDetails, FindingItem, Section } from '@openguard/model';
import type { Records, Wanted } from '@openguard/xml';
import type { Readable } from '../assembler.js';
import { Info, Practice, Service, Vuln, type FindingElement } from './finding.js';
import { resultTable, unescapeOnce } from './result-table.js';

/** A field of a finding that may be left out: all but what it is, where it stands, its severity and its CVEs. */
export type FindingField =
  | Exclude<keyof FindingDetails, 'cvssBaseSource' | 'cveReferences'>
  | 'esoid'
  | 'diagnosis'
  | 'consequence'
  | 'solution'
  | 'result';

/** Which parts of a scan report are wanted; what is left out is all. */
export interface WantedFindings {
  readonly fields?: readonly FindingField[];
  readonly sections?: readonly Section[];
  /** Whether results that are tables are also taken apart. */
  readonly tables?: boolean;
  /** Whether references that stand in prose and results as plain text are undone, once. */
  readonly unescape?: boolean;
}

/** What an element is called, the section that it makes, and how it is read. */
type FindingKind = readonly [Section, Readable<FindingElement>];

/** Where fields stand that are not called like their elements. */
const RENAMED: Readonly<Partial<Record<FindingField, 'correlation'>>> = {
  exploits: 'correlation',
  malware: 'correlation',
};

/** Findings of later documents: their elements do not say which section they are of. */
const LATER = ['DETECTION', 'VULN_INFO', 'VULNINFO'];

const ALWAYS = ['value', 'number', 'severity', 'cveid', 'title', 'cveReferences'] as const;

type Key = (typeof ALWAYS)[number];

interface Source {
  readonly section: Section;
  readonly whole: Readable<FindingElement>;
  readonly part: (keys: readonly Key[]) => Readable<FindingElement>;
}

const SOURCES: readonly Source[] = [
  { section: 'info', whole: Info, part: (keys) => pick(Info, keys) },
  { section: 'service', whole: Service, part: (keys) => pick(Service, keys) },
  { section: 'vuln', whole: Vuln, part: (keys) => pick(Vuln, keys) },
  { section: 'practice', whole: Practice, part: (keys) => pick(Practice, keys) },
];

const kindOf = (
  { section, whole, part }: Source,
  fields: readonly FindingField[] | undefined,
): FindingKind => {
  if (fields === undefined) return [section, whole];
  const named = new Set<string>([...ALWAYS, ...fields.map((field) => RENAMED[field] ?? field)]);
  // Which keys these are is known only now: the type says those that are always there.
  return [section, part(Object.keys(whole.fields).filter((key): key is Key => named.has(key)))];
};

/** Nothing of it but that it is there. */
const PRESENCE: Wanted = { attributes: [], text: 'none', children: {}, others: false };

/** Findings in a finding stand where nothing is declared, and must not be left out without a word. */
const FINDINGS_INSIDE = Object.fromEntries(SOURCES.map(({ whole }) => [whole.tagName, PRESENCE]));

const chosenOf = (declared: Declared): Wanted => {
  const chosen = declaredOf(declared);
  return { ...chosen, children: { ...chosen.children, ...FINDINGS_INSIDE } };
};

const PROSE = ['diagnosis', 'consequence', 'solution', 'result'] as const;

const plain = (item: FindingItem): FindingItem => {
  const texts: { [K in (typeof PROSE)[number]]?: string } = {};
  for (const key of PROSE) {
    const text = item[key];
    if (text !== undefined) texts[key] = unescapeOnce(text);
  }
  return { ...item, ...texts };
};

const tabled = (item: FindingItem): FindingItem =>
  item.resultFormat === 'table' && item.result !== undefined
    ? { ...item, table: resultTable(item.result) }
    : item;

const refiner = ({
  tables = false,
  unescape = false,
}: Pick<WantedFindings, 'tables' | 'unescape'>): Projection['refine'] => {
  const unescaped = unescape ? plain : (item: FindingItem): FindingItem => item;
  return tables ? (item) => tabled(unescaped(item)) : unescaped;
};

/** How findings are read, by the names of their elements, and what of them is to become text. */
export interface Projection {
  readonly kinds: ReadonlyMap<string, FindingKind>;
  /** How much of the elements of a document with this root is read: those of other documents are called alike. */
  readonly recordsOf: (root: string) => Records;
  /** Whether some sections are left out, so that a CAT may well seem empty. */
  readonly partial: boolean;
  /** Whether the findings of a section are wanted. */
  readonly wants: (section: Section) => boolean;
  /** What is made of a finding besides. */
  readonly refine: (item: FindingItem) => FindingItem;
}

/** Works out how a scan report is read of which this is wanted. */
export const projectionOf = ({ fields, sections, ...refinements }: WantedFindings): Projection => {
  const wanted = (declared: Declared) => (fields === undefined ? wholeOf(declared) : chosenOf(declared));
  const kinds = SOURCES.map((source) => kindOf(source, fields));
  const isWanted = (section: Section): boolean => sections === undefined || sections.includes(section);
  const later: Records = Object.fromEntries(
    sections?.length === 0 ? LATER.map((name) => [name, 'nothing' as const] as const) : [],
  );
  const scanned: Records = Object.fromEntries(
    kinds.map(
      ([section, declared]) =>
        [declared.tagName, isWanted(section) ? wanted(declared) : ('nothing' as const)] as const,
    ),
  );
  return {
    partial: sections !== undefined,
    wants: isWanted,
    refine: refiner(refinements),
    kinds: new Map(kinds.map((kind) => [kind[1].tagName, kind])),
    recordsOf: (root) => (root === 'SCAN' ? scanned : later),
  };
};
