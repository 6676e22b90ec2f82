import type { DocumentItem } from '@openguard/model';
import { textOf, type Spine, type XmlElement, type XmlEvent } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { integerOf, Workbench, type Assembler } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { ERROR_TYPES, FIELD_NAMES } from '../values/registration-table.js';
import { Field, RegistrationErrorStart, Summary, UserInfo } from './registration.js';

/** Elements of REGISTRATION that are read piece by piece. */
export const REGISTRATION_SPINE: Spine = { ERROR: {} };

type Items = E.Either<DocumentFault, readonly DocumentItem[]>;

const NOTHING: Items = E.right([]);

/** What an ERROR says, while it is open. */
interface Draft {
  readonly number?: number;
  readonly summary?: string;
}

/** Reads REGISTRATION, its children in any order. */
export class RegistrationAssembler implements Assembler {
  readonly #bench = new Workbench();
  /** The open ERROR. */
  #error: Draft | undefined;
  /** Whether the document has said what became of the form. */
  #told = false;

  readonly take = (event: XmlEvent): Items => {
    switch (event.kind) {
      case 'open':
        return this.#open(event.element, event.offset);
      case 'record':
        return this.#error === undefined
          ? this.#recordOutsideError(event.element, event.offset)
          : this.#recordInError(this.#error, event.element, event.offset);
      case 'text':
        this.#text(event.text);
        return NOTHING;
      case 'close':
        return this.#close(event.offset);
      case 'end':
        return E.right([this.#bench.end({ hosts: 0, findings: 0 })]);
    }
  };

  #open(element: XmlElement, offset: number): Items {
    if (element.tagName !== 'ERROR') {
      this.#bench.note({ tagName: element.tagName, fields: {} }, element);
      this.#bench.enter(element.tagName);
      return NOTHING;
    }
    const start = this.#bench.decode(RegistrationErrorStart, element, offset);
    if (E.isLeft(start)) return start;
    this.#bench.enter(element.tagName);
    const number = integerOf(start.right.number);
    if (number === undefined && start.right.number !== undefined) {
      this.#bench.noteText(`${this.#bench.path}/@number`, start.right.number);
    }
    this.#error = number === undefined ? {} : { number };
    return NOTHING;
  }

  /** Text of an ERROR that has no SUMMARY is what it says; any other text is noted. */
  #text(text: string): void {
    if (this.#error === undefined || this.#error.summary !== undefined) {
      this.#bench.noteText(this.#bench.path, text);
    } else {
      this.#error = { ...this.#error, summary: text };
    }
  }

  #recordOutsideError(element: XmlElement, offset: number): Items {
    if (element.tagName !== UserInfo.tagName) {
      this.#bench.noteUnknown(element);
      return NOTHING;
    }
    const decoded = this.#bench.decode(UserInfo, element, offset);
    if (E.isLeft(decoded)) return decoded;
    const { username, serviceLevel, declaredLevel, password } = decoded.right;
    const level = serviceLevel ?? declaredLevel;
    if (level === undefined) return this.#missing('USERINFO/SERVICE_LEVEL', offset);
    if (serviceLevel !== undefined && declaredLevel !== undefined) {
      this.#bench.noteText(`${this.#bench.path}/USERINFO/SERVICELEVEL`, declaredLevel);
    }
    this.#told = true;
    return E.right([
      {
        kind: 'registration',
        username,
        serviceLevel: level,
        ...(password === undefined ? {} : { password }),
        ...this.#bench.ledger.take(),
      },
    ]);
  }

  #recordInError(error: Draft, element: XmlElement, offset: number): Items {
    if (element.tagName === Field.tagName) return this.#field(element, offset);
    if (element.tagName !== Summary.tagName || error.summary !== undefined) {
      this.#bench.noteUnknown(element);
      return NOTHING;
    }
    this.#error = { ...error, summary: textOf(element) };
    this.#bench.note(Summary, element);
    return NOTHING;
  }

  #field(element: XmlElement, offset: number): Items {
    const field = this.#bench.decode(Field, element, offset);
    if (E.isLeft(field)) return field;
    const { name, error, text } = field.right;
    this.#bench.check(FIELD_NAMES, 'FIELD/@name', name);
    this.#bench.check(ERROR_TYPES, 'FIELD/@error_type', error);
    return E.right([{ kind: 'violation', field: name, error, text, ...this.#bench.ledger.take() }]);
  }

  #close(offset: number): Items {
    if (this.#error === undefined) return this.#told ? NOTHING : this.#missing('USERINFO', offset);
    const { number, summary = '' } = this.#error;
    this.#error = undefined;
    this.#told = true;
    this.#bench.leave();
    return E.right([
      {
        kind: 'refused',
        ...(number === undefined ? {} : { number }),
        text: summary,
        ...this.#bench.ledger.take(),
      },
    ]);
  }

  #missing(path: string, offset: number): Items {
    const at = this.#bench.path;
    return E.left({ tag: 'Invalid', offset, at, path, expected: 'text', missing: true });
  }
}
