import type { DocumentItem, HeaderItem } from '@openguard/model';
import type { Spine, XmlElement, XmlEvent, XmlLimits } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { Workbench, type Assembler } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { MapHeader } from '../header/header.js';
import { headerItem } from '../header/header-item.js';
import { HostDraft } from './host-draft.js';
import { MappedHostStart, MapStart } from './map.js';

/** Elements of MAP that may be too large to hold: a router has a LINK for every host that it serves. */
export const MAP_SPINE: Spine = { IP: {} };

/** Elements of MAP_REQUEST that may be too large to hold. */
export const MAP_REQUEST_SPINE: Spine = { MAP: MAP_SPINE };

type Items = E.Either<DocumentFault, readonly DocumentItem[]>;

const NOTHING: Items = E.right([]);

/** Reads MAP and MAP_REQUEST. */
export class MapAssembler implements Assembler {
  readonly #bench = new Workbench();
  readonly #limits: XmlLimits;
  #inMap = false;
  /** Whether there may be several maps, which have to be told apart. */
  #inRequest = false;
  #ref: string | undefined;
  /** Whether a header has told the open map's reference; its hosts and refusals follow it. */
  #refTold = false;
  #host: HostDraft | undefined;
  #hostOffset = 0;
  #maps = 0;
  #hosts = 0;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
  }

  readonly take = (event: XmlEvent): Items => {
    switch (event.kind) {
      case 'open':
        return this.#open(event.element, event.offset);
      case 'record':
        return this.#host === undefined
          ? this.#recordOutsideHost(event.element, event.offset)
          : this.#recordInHost(this.#host, event.element, event.offset);
      case 'text':
        this.#bench.noteText(this.#bench.path, event.text);
        return NOTHING;
      case 'close':
        return this.#close(event.name);
      case 'end':
        return E.right([this.#bench.end({ hosts: this.#hosts, findings: 0, maps: this.#maps })]);
    }
  };

  #open(element: XmlElement, offset: number): Items {
    switch (element.tagName) {
      case 'MAP':
        return this.#openMap(element, offset);
      case 'IP':
        return this.#openHost(element, offset);
      default:
        this.#inRequest = true;
        this.#bench.note({ tagName: element.tagName, fields: {} }, element);
        this.#bench.enter(element.tagName);
        return NOTHING;
    }
  }

  #openMap(element: XmlElement, offset: number): Items {
    const map = this.#bench.decode(MapStart, element, offset);
    if (E.isLeft(map)) return map;
    this.#bench.enter(element.tagName);
    this.#inMap = true;
    this.#ref = map.right.value;
    this.#refTold = false;
    this.#maps += 1;
    return NOTHING;
  }

  #openHost(element: XmlElement, offset: number): Items {
    const header = this.#tellMapOfHosts();
    const start = this.#bench.decode(MappedHostStart, element, offset);
    if (E.isLeft(start)) return start;
    this.#bench.enter(element.tagName);
    this.#host = new HostDraft(this.#bench, start.right);
    this.#hostOffset = offset;
    this.#hosts += 1;
    return E.right(header);
  }

  #close(name: string): Items {
    const host = this.#host?.item();
    this.#host = undefined;
    this.#bench.leave();
    if (host !== undefined) return E.right([host]);
    this.#inMap = false;
    return name === 'MAP' ? E.right(this.#tellReference()) : NOTHING;
  }

  /** What a host's children hold is kept until its end, so that a host must not be larger than a record. */
  #recordInHost(host: HostDraft, element: XmlElement, offset: number): Items {
    const { recordBytes } = this.#limits;
    if (offset - this.#hostOffset > recordBytes) {
      const place = { offset: this.#hostOffset, path: this.#bench.path };
      return E.left({
        tag: 'Xml',
        fault: { tag: 'Limit', limit: 'recordBytes', value: recordBytes, ...place },
      });
    }
    const taken = host.take(element, offset);
    return E.isLeft(taken) ? taken : NOTHING;
  }

  #recordOutsideHost(element: XmlElement, offset: number): Items {
    if (element.tagName === 'ERROR') {
      const header = this.#tellReference();
      return E.map((refused: readonly DocumentItem[]) => [...header, ...refused])(
        this.#bench.refused(element, offset),
      );
    }
    if (element.tagName !== 'HEADER' || !this.#inMap) {
      this.#bench.noteUnknown(element);
      return NOTHING;
    }
    this.#refTold = true;
    return E.map((header: HeaderItem) => [header])(
      headerItem(this.#bench, MapHeader, element, offset, this.#ref ?? ''),
    );
  }

  /** The open map's reference as a header, if none has told it. */
  #tellReference(): readonly HeaderItem[] {
    return this.#refTold || this.#ref === undefined ? [] : this.#tellHeader(this.#ref);
  }

  /** Among several maps, also one without a reference has a header before its hosts: they are not the last one's. */
  #tellMapOfHosts(): readonly HeaderItem[] {
    return this.#inRequest && !this.#refTold ? this.#tellHeader(this.#ref ?? 'None') : this.#tellReference();
  }

  #tellHeader(ref: string): readonly HeaderItem[] {
    this.#refTold = true;
    return [{ kind: 'header', ref, keys: {}, ...this.#bench.ledger.take() }];
  }
}
