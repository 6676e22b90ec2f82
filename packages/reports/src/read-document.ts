import type { DocumentItem, EndItem } from '@openguard/model';
import {
  DEFAULT_LIMITS,
  XmlReader,
  type Spine,
  type XmlEvent,
  type XmlFault,
  type XmlLimits,
} from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { AboutAssembler } from './about/assemble.js';
import type { Glossary } from './asset-data/glossary.js';
import type { Assembler } from './assembler.js';
import { readDetectionsCsv } from './detection-list/read-detections-csv.js';
import { beginDocument } from './document-form.js';
import { saysSimulated } from './document-head.js';
import type { DocumentFault } from './fault.js';
import { GenericReturnAssembler } from './generic-return/assemble.js';
import { LATER_DOCUMENTS } from './later-documents.js';
import { ListAssembler } from './list-assembler.js';
import { MAP_REQUEST_SPINE, MAP_SPINE, MapAssembler } from './map/assemble.js';
import { MAP_REPORT_LIST } from './map-report-list/assemble.js';
import { TableAssembler } from './record-table.js';
import { REGISTRATION_SPINE, RegistrationAssembler } from './registration/assemble.js';
import { SCAN_SPINE, ScanAssembler } from './scan/assemble.js';
import { projectionOf, type Projection, type WantedFindings } from './scan/projection.js';
import { SCAN_REPORT_LIST } from './scan-report-list/assemble.js';
import { SCAN_RUNNING_LIST } from './scan-running-list/assemble.js';

/** The list that also comes as CSV. */
const DETECTIONS = 'HOST_LIST_VM_DETECTION_OUTPUT';

/** What assemblers are told. */
interface Order {
  readonly limits: XmlLimits;
  readonly projection: Projection;
  readonly glossary?: Glossary;
}

interface Kind {
  readonly spine: Spine;
  readonly assembler: (order: Order) => Assembler;
}

const NO_ORDER: Order = { limits: DEFAULT_LIMITS, projection: projectionOf({}) };

const laterKinds = [...LATER_DOCUMENTS].map(([root, tableOf]): [string, Kind] => {
  const table = ({ projection, glossary, limits }: Order) =>
    tableOf({ ...projection, ...(glossary === undefined ? {} : { glossary }) }, limits);
  return [root, { spine: table(NO_ORDER).spine, assembler: (order) => new TableAssembler(table(order)) }];
});

const KINDS = new Map<string, Kind>([
  ['SCAN', { spine: SCAN_SPINE, assembler: ({ projection }) => new ScanAssembler(projection) }],
  ['SCAN_REPORT_LIST', { spine: {}, assembler: () => new ListAssembler(SCAN_REPORT_LIST) }],
  ['SCAN_RUNNING_LIST', { spine: {}, assembler: () => new ListAssembler(SCAN_RUNNING_LIST) }],
  ['MAP', { spine: MAP_SPINE, assembler: ({ limits }) => new MapAssembler(limits) }],
  ['MAP_REQUEST', { spine: MAP_REQUEST_SPINE, assembler: ({ limits }) => new MapAssembler(limits) }],
  ['MAP_REPORT_LIST', { spine: {}, assembler: () => new ListAssembler(MAP_REPORT_LIST) }],
  ['REGISTRATION', { spine: REGISTRATION_SPINE, assembler: () => new RegistrationAssembler() }],
  ['ABOUT', { spine: {}, assembler: () => new AboutAssembler() }],
  ['GENERIC_RETURN', { spine: {}, assembler: () => new GenericReturnAssembler() }],
  ...laterKinds,
]);

const SPINE: Spine = Object.fromEntries([...KINDS].map(([root, { spine }]) => [root, spine]));

/** The root elements of the documents that can be read. */
export const KNOWN_ROOTS: readonly string[] = [...KINDS.keys()];

/** How to read. */
export interface ReadOptions {
  /** Which root elements are welcome; all that are known unless told. */
  readonly roots?: readonly string[];
  readonly limits?: Partial<XmlLimits>;
  /** Mends what real replies hold and XML forbids, instead of refusing it; the item `end` tells what was mended. */
  readonly repair?: boolean;
  /**
   * What is wanted of a scan report: sections, and fields of their findings. The rest is checked all the same,
   * but is not told, counted or noted, and costs little. What identifies a finding, its severity and its CVEs
   * are always told.
   */
  readonly findings?: WantedFindings;
  /**
   * What the findings of an asset report are told with, whose checks stand at its end: see {@link readGlossary}. A
   * finding whose check it lacks is noted. Detections are told with it, too: their checks stand in a knowledge base, see
   * {@link glossaryOf}.
   */
  readonly glossary?: Glossary;
}

const assemblerFor = (
  event: XmlEvent,
  roots: readonly string[],
  order: Order,
): E.Either<DocumentFault, Assembler> => {
  const name = event.kind === 'open' ? event.element.tagName : '';
  const kind = roots.includes(name) ? KINDS.get(name) : undefined;
  return kind === undefined ? E.left({ tag: 'Root', name, known: roots }) : E.right(kind.assembler(order));
};

/** Says at the end what was mended, and what the document says of itself before its root. */
const atEnd =
  (more: Pick<EndItem, 'repaired' | 'simulated'>) =>
  (items: readonly DocumentItem[]): readonly DocumentItem[] =>
    items.map((item) => (item.kind === 'end' ? { ...item, ...more } : item));

type Read = E.Either<DocumentFault, DocumentItem>;

/** Items that are told together, about; a chunk may hold more. */
const TOGETHER = 256;

/** Turns events into items, chunk by chunk and without a pause in between; tells nothing after a fault. */
class ItemReader {
  readonly #roots: readonly string[];
  readonly #order: Order;
  #assembler: Assembler | undefined;
  failed = false;

  constructor(roots: readonly string[], order: Order) {
    this.#roots = roots;
    this.#order = order;
  }

  /** Tells what came together together, since handing on each item by itself would cost as much as reading it. */
  *read(events: Iterable<E.Either<XmlFault, XmlEvent>>): Generator<readonly Read[], void, undefined> {
    let together: Read[] = [];
    for (const event of events) {
      const items = E.isLeft(event)
        ? E.left({ tag: 'Xml' as const, fault: event.left })
        : this.#take(event.right);
      if (E.isLeft(items)) {
        this.failed = true;
        yield [...together, items];
        return;
      }
      for (const item of items.right) together.push(E.right(item));
      if (together.length < TOGETHER) continue;
      yield together;
      together = [];
    }
    if (together.length > 0) yield together;
  }

  #take(event: XmlEvent): E.Either<DocumentFault, readonly DocumentItem[]> {
    if (this.#assembler === undefined) {
      const found = assemblerFor(event, this.#roots, this.#order);
      if (E.isLeft(found)) return found;
      this.#assembler = found.right;
    }
    const items = this.#assembler.take(event);
    if (event.kind !== 'end') return items;
    const { repairs, instructions = [] } = event;
    const simulated = saysSimulated(instructions);
    if (repairs === undefined && !simulated) return items;
    const more = {
      ...(repairs === undefined ? {} : { repaired: repairs }),
      ...(simulated ? { simulated } : {}),
    };
    return E.map(atEnd(more))(items);
  }
}

/**
 * Reads a document as {@link readDocument} does, and tells the items that came with one chunk as one list, or as some
 * if there are many: never an empty one. Whoever hands items on saves what each would cost by itself.
 */
export async function* readDocumentLists(
  source: AsyncIterable<Uint8Array>,
  { roots = KNOWN_ROOTS, limits = {}, repair = false, findings = {}, glossary }: ReadOptions = {},
): AsyncGenerator<readonly Read[], void, undefined> {
  const projection = projectionOf(findings);
  const order: Order = {
    limits: { ...DEFAULT_LIMITS, ...limits },
    projection,
    ...(glossary === undefined ? {} : { glossary }),
  };
  const { isCsv, all } = await beginDocument(source);
  const detections = isCsv && roots.includes(DETECTIONS) ? KINDS.get(DETECTIONS) : undefined;
  if (detections !== undefined) {
    for await (const item of readDetectionsCsv(all, detections.assembler(order), order.limits)) yield [item];
    return;
  }
  const xml = new XmlReader(SPINE, { limits, repair, records: projection.recordsOf });
  const items = new ItemReader(roots, order);
  for await (const chunk of all) {
    for (const list of items.read(xml.push(chunk))) yield list;
    if (items.failed) return;
  }
  for (const list of items.read(xml.finish())) yield list;
}

/**
 * Reads any document of the API that is known here, by its root element, from any source of bytes.
 *
 * Detections are read as CSV, too, wherever they are welcome: the item `end` of one without a footer says that it is not
 * proven. Items come in the document's order; memory stays constant. A fault comes as a left and is the last thing
 * that comes. The item `end` comes only when the document is proven complete: without it, nothing may be
 * concluded from what is absent.
 */
export async function* readDocument(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<Read, void, undefined> {
  for await (const list of readDocumentLists(source, options)) for (const item of list) yield item;
}
