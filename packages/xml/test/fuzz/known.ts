import type { XmlFault } from '../../src/index.js';

/** A way in which another reader is known to differ, and why ours is right or may differ. */
export interface Known {
  readonly reader: 'libxml2' | 'saxes';
  readonly why: string;
  /** Whether this is it: what ours says, what the other says (nothing when it accepts), and the document. */
  readonly covers: (fault: XmlFault | undefined, message: string | undefined, document: string) => boolean;
}

const breaks = (fault: XmlFault | undefined, rule: string): boolean =>
  fault?.tag === 'NotWellFormed' && fault.rule === rule;

/** Every disagreement that is allowed. */
export const KNOWN: readonly Known[] = [
  {
    reader: 'libxml2',
    why: 'It lets an encoding be declared that the byte order mark contradicts; XML 1.0 §4.3.3 calls that fatal.',
    covers: (fault, message) =>
      message === undefined && fault?.tag === 'Encoding' && fault.problem === 'contradiction',
  },
  {
    reader: 'libxml2',
    why: 'It reads on where an entity is not declared that an external file may declare; here that is refused.',
    covers: (fault, message, document) =>
      message === undefined && breaks(fault, 'entity-undeclared') && /<!DOCTYPE/.test(document),
  },
  {
    reader: 'libxml2',
    why: 'It lets a version end in its point; XML 1.0 §2.8 wants a digit there.',
    covers: (fault, message, document) =>
      message === undefined && breaks(fault, 'declaration') && /version\s*=\s*["']1\.["']/.test(document),
  },
  {
    reader: 'libxml2',
    why: 'It lets a parameter entity stand in a value of the internal subset that is not used; XML 1.0 §2.8 forbids it.',
    covers: (fault, message) => message === undefined && breaks(fault, 'parameter-entity'),
  },
  {
    reader: 'libxml2',
    why: 'It refuses a system identifier with a fragment; XML 1.0 §4.2.2 calls that an error, not one of form.',
    covers: (_, message) => message !== undefined && /^Fragment not allowed|^Invalid URI/.test(message),
  },
  {
    reader: 'libxml2',
    why: 'It guesses UTF-16 where the byte order mark is missing; XML 1.0 §4.3.3 wants the mark.',
    covers: (fault, message) =>
      message === undefined && fault?.tag === 'Encoding' && fault.problem === 'unmarked',
  },
  {
    reader: 'libxml2',
    why: 'As it was built, it takes the five bytes that Windows-1252 assigns to nothing for controls; built with the iconv of glibc, it refuses them, too.',
    covers: (fault, message) =>
      message === undefined &&
      fault?.tag === 'Encoding' &&
      fault.problem === 'bytes' &&
      fault.encoding === 'WINDOWS-1252' &&
      ['0x81', '0x8D', '0x8F', '0x90', '0x9D'].includes(fault.found),
  },
  {
    reader: 'saxes',
    why: 'It takes "?" for a part of the target of an instruction.',
    covers: (fault, message) => message === undefined && breaks(fault, 'processing-instruction'),
  },
];
