import type { MapHostItem } from '@openguard/model';
import type { XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { TypeOf } from 'io-ts';
import type { Workbench } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { ADDRESS, ADDRESS_OR_NOTHING, portOf } from '../values/forms.js';
import { HOST_TYPES, MAP_PORTS } from '../values/map-table.js';
import { isOutside } from '../values/values.js';
import { Discovery, Link, MapPort, type MappedHostStart } from './map.js';

type Taken = E.Either<DocumentFault, void>;

const DONE: Taken = E.right(undefined);

/** A host of a map while its element is open: one router may have more links than should be held as elements. */
export class HostDraft {
  readonly #bench: Workbench;
  readonly #start: TypeOf<typeof MappedHostStart>;
  readonly #ports: number[] = [];
  readonly #links: string[] = [];
  readonly #discovery: string[] = [];

  /** @param bench where the host's element is open */
  constructor(bench: Workbench, start: TypeOf<typeof MappedHostStart>) {
    this.#bench = bench;
    this.#start = start;
    bench.check(ADDRESS, '@value', start.value);
    bench.check(HOST_TYPES, '@type', start.type);
  }

  /** Takes a child of the host, whatever it is. */
  take(element: XmlElement, offset: number): Taken {
    switch (element.tagName) {
      case 'LINK':
        return this.#takeLink(element, offset);
      case 'PORT':
        return this.#takePort(element, offset);
      case 'DISCOVERY':
        return this.#takeDiscovery(element, offset);
      default:
        this.#bench.noteUnknown(element);
        return DONE;
    }
  }

  item(): MapHostItem {
    const { value, name, type, os, account, netbios } = this.#start;
    return {
      kind: 'host',
      ip: value,
      ...(name === undefined ? {} : { name }),
      ...(os === undefined ? {} : { os }),
      router: type === 'router',
      ports: this.#ports,
      links: this.#links,
      ...(account === undefined ? {} : { account }),
      ...(netbios === undefined ? {} : { netbios }),
      ...(this.#discovery.length === 0 ? {} : { discovery: this.#discovery }),
      ...this.#bench.ledger.take(),
    };
  }

  #takeLink(element: XmlElement, offset: number): Taken {
    const link = this.#bench.decode(Link, element, offset);
    if (E.isLeft(link)) return link;
    this.#bench.check(ADDRESS_OR_NOTHING, 'LINK/@value', link.right.value);
    this.#links.push(link.right.value);
    return DONE;
  }

  #takePort(element: XmlElement, offset: number): Taken {
    const port = this.#bench.decode(MapPort, element, offset);
    if (E.isLeft(port)) return port;
    const { value, text } = port.right;
    const number = portOf(value);
    if (number !== undefined) this.#ports.push(number);
    if (isOutside(MAP_PORTS, value.trim())) this.#noteText('PORT/@value', value);
    if (text.trim() !== '') this.#noteText(`PORT[@value="${value}"]`, text);
    return DONE;
  }

  #takeDiscovery(element: XmlElement, offset: number): Taken {
    const discovery = this.#bench.decode(Discovery, element, offset);
    if (E.isLeft(discovery)) return discovery;
    const { method, text } = discovery.right;
    this.#discovery.push(method);
    if (text.trim() !== '') this.#noteText(`DISCOVERY[@method="${method}"]`, text);
    return DONE;
  }

  #noteText(name: string, text: string): void {
    this.#bench.noteText(`${this.#bench.path}/${name}`, text);
  }
}
