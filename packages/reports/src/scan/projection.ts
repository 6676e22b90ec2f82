import { declaredOf, pick, wholeOf, type Declared } from '@openguard/codec';
import type { FindingDetails, Section } from '@openguard/model';
import type { Records } from '@openguard/xml';
import type { Readable } from '../assembler.js';
import { Info, Practice, Service, Vuln, type FindingElement } from './finding.js';

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
}

/** What an element is called, the section that it makes, and how it is read. */
type FindingKind = readonly [Section, Readable<FindingElement>];

/** Where fields stand that are not called like their elements. */
const RENAMED: Readonly<Partial<Record<FindingField, 'correlation'>>> = {
  exploits: 'correlation',
  malware: 'correlation',
};

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

/** How findings are read, by the names of their elements, and what of them is to become text. */
export interface Projection {
  readonly kinds: ReadonlyMap<string, FindingKind>;
  readonly records: Records;
  /** Whether some sections are left out, so that a CAT may well seem empty. */
  readonly partial: boolean;
}

/** Works out how a scan report is read of which this is wanted. */
export const projectionOf = ({ fields, sections }: WantedFindings): Projection => {
  const wanted = (declared: Declared) => (fields === undefined ? wholeOf(declared) : declaredOf(declared));
  const kinds = SOURCES.map((source) => kindOf(source, fields));
  const isWanted = (section: Section): boolean => sections === undefined || sections.includes(section);
  return {
    partial: sections !== undefined,
    kinds: new Map(kinds.map((kind) => [kind[1].tagName, kind])),
    records: Object.fromEntries(
      kinds.map(([section, declared]) => [
        declared.tagName,
        isWanted(section) ? wanted(declared) : ('nothing' as const),
      ]),
    ),
  };
};
