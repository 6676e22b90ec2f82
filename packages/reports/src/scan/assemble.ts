import type { DocumentItem, HostItem, ScanItem, Section } from '@openguard/model';
import type { Spine, XmlElement, XmlEvent } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { Workbench, type Assembler, type Readable } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { Header } from '../header/header.js';
import { headerItem } from '../header/header-item.js';
import { ADDRESS } from '../values/forms.js';
import { INFO_CATEGORIES, KEY_NAMES } from '../values/scan-values.js';
import type { FindingElement } from './finding.js';
import { categoryContext, findingItem, type CategoryContext, type CategoryElement } from './finding-item.js';
import type { Projection } from './projection.js';
import { CategoryStart, HostFacts, HostStart, ScanStart } from './scan.js';

const categories: Spine = { CAT: {} };

/** Elements of SCAN that may be too large to hold. */
export const SCAN_SPINE: Spine = {
  IP: { INFOS: categories, SERVICES: categories, VULNS: categories, PRACTICES: categories },
};

type Items = E.Either<DocumentFault, readonly DocumentItem[]>;

const NOTHING: Items = E.right([]);

const NO_CATEGORY: CategoryContext = { category: '' };

/** Reads SCAN, in either era's order. */
export class ScanAssembler implements Assembler {
  readonly #bench = new Workbench();
  readonly #projection: Omit<Projection, 'records'>;
  #ref: string | undefined;
  #host: HostItem | undefined;
  /** Whether the host's own item has gone out; its findings follow it. */
  #hostTold = false;
  /** The attributes of the open CAT, until a finding tells them. */
  #untold: CategoryElement | undefined;
  #category: CategoryContext = NO_CATEGORY;
  #headers = 0;
  #hosts = 0;
  #findings = 0;

  constructor(projection: Omit<Projection, 'records'>) {
    this.#projection = projection;
  }

  readonly take = (event: XmlEvent): Items => {
    switch (event.kind) {
      case 'open':
        return this.#open(event.element, event.offset);
      case 'record':
        return this.#record(event.element, event.offset);
      case 'text':
        this.#bench.noteText(this.#bench.path, event.text);
        return NOTHING;
      case 'close':
        return this.#close(event.name);
      case 'end': {
        const ref = this.#headers === 0 && this.#ref !== undefined ? { ref: this.#ref } : {};
        return E.right([this.#bench.end({ hosts: this.#hosts, findings: this.#findings, ...ref })]);
      }
    }
  };

  #open(element: XmlElement, offset: number): Items {
    const told = this.#openKnown(element, offset);
    this.#bench.enter(element.tagName);
    return told;
  }

  #openKnown(element: XmlElement, offset: number): Items {
    switch (element.tagName) {
      case 'SCAN': {
        const scan = this.#bench.decode(ScanStart, element, offset);
        if (E.isLeft(scan)) return scan;
        this.#ref = scan.right.value;
        return NOTHING;
      }
      case 'IP': {
        const host = this.#bench.decode(HostStart, element, offset);
        if (E.isLeft(host)) return host;
        const { value, ...rest } = host.right;
        this.#bench.check(ADDRESS, 'IP/@value', value);
        this.#host = { kind: 'host', ip: value, ...rest };
        this.#hostTold = false;
        this.#hosts += 1;
        this.#bench.hosts.see({ ip: value });
        return NOTHING;
      }
      case 'CAT': {
        const category = this.#bench.decode(CategoryStart, element, offset);
        if (E.isLeft(category)) return category;
        this.#untold = category.right;
        return NOTHING;
      }
      default:
        this.#bench.note({ tagName: element.tagName, fields: {} }, element);
        return E.right(this.#tellHost());
    }
  }

  #close(name: string): Items {
    if (name === 'CAT') this.#closeCategory();
    this.#bench.leave();
    if (name !== 'IP') return NOTHING;
    const told = this.#tellHost();
    this.#host = undefined;
    return E.right(told);
  }

  #closeCategory(): void {
    const { path } = this.#bench;
    const untold = this.#projection.partial ? undefined : this.#untold;
    for (const [name, text] of Object.entries(untold ?? {})) {
      this.#bench.noteText(`${path}/@${name}`, text);
    }
    this.#untold = undefined;
    this.#category = NO_CATEGORY;
  }

  #record(element: XmlElement, offset: number): Items {
    if (this.#host === undefined) return this.#recordOutsideHost(element, offset);
    const declared = this.#projection.kinds.get(element.tagName);
    if (declared !== undefined) return this.#finding(...declared, this.#host.ip, element, offset);
    if (!this.#takeHostFact(this.#host, element)) this.#bench.noteUnknown(element);
    return NOTHING;
  }

  #recordOutsideHost(element: XmlElement, offset: number): Items {
    if (element.tagName === 'ERROR') return this.#bench.refused(element, offset);
    if (element.tagName !== 'HEADER') {
      this.#bench.noteUnknown(element);
      return NOTHING;
    }
    this.#headers += 1;
    const header = headerItem(this.#bench, Header, element, offset, this.#ref ?? '', KEY_NAMES);
    return E.isLeft(header) ? header : E.right([header.right]);
  }

  /** Takes a child such as OS into the host's item, while that has not gone out. */
  #takeHostFact(host: HostItem, element: XmlElement): boolean {
    const alone = { tagName: 'IP', attributes: {}, children: [element] };
    const decoded = HostFacts.decode(alone);
    if (this.#hostTold || E.isLeft(decoded)) return false;
    const keys = Object.keys(decoded.right);
    if (keys.length === 0 || keys.some((key) => key in host)) return false;
    this.#host = { ...host, ...decoded.right };
    this.#bench.leave();
    this.#bench.note(HostFacts, alone);
    this.#bench.enter('IP');
    return true;
  }

  #finding(
    section: Section,
    declared: Readable<FindingElement>,
    ip: string,
    element: XmlElement,
    offset: number,
  ): Items {
    const host = this.#tellHost();
    const decoded = this.#bench.decode(declared, element, offset);
    if (E.isLeft(decoded)) return decoded;
    if (this.#untold !== undefined) {
      this.#category = categoryContext(this.#untold, (name, text) =>
        this.#bench.noteText(`${this.#bench.path}/${name}`, text),
      );
      this.#untold = undefined;
      // The list is of 2001, when findings had a value.
      if (section === 'info' && decoded.right.value !== undefined) {
        this.#bench.check(INFO_CATEGORIES, '@value', this.#category.category);
      }
    }
    const note = this.#noteBelow(element.tagName);
    const item = findingItem(decoded.right, section, ip, this.#category, note);
    if (item === undefined) {
      const path = `${element.tagName}/value`;
      return E.left({ tag: 'Invalid', offset, at: this.#bench.path, path, expected: 'text', missing: true });
    }
    this.#findings += 1;
    return E.right([...host, this.#projection.refine({ ...item, ...this.#bench.ledger.take() })]);
  }

  #noteBelow(tagName: string): (name: string, text: string) => void {
    return (name, text) => this.#bench.noteText(`${this.#bench.path}/${tagName}/${name}`, text);
  }

  /** The host's own item, if it has not gone out. */
  #tellHost(): readonly ScanItem[] {
    if (this.#hostTold || this.#host === undefined) return [];
    this.#hostTold = true;
    return [{ ...this.#host, ...this.#bench.ledger.take() }];
  }
}
