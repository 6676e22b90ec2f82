import { ByteWindow } from '../bytes/byte-window.js';
import { Intake } from '../bytes/intake.js';
import type { XmlLimits } from '../limits.js';
import type { Examined, Reference } from '../prolog/entities.js';
import type { RepairLog } from '../repairs.js';
import { ElementStack } from './element-stack.js';
import { Place, Stop } from './place.js';
import { Scanner } from './scanner.js';
import { SILENT, type TokenSink } from './token-sink.js';

/** A scanner of the bytes at a place, which reads the texts of entities by another of its kind. */
export const scannerOf = (place: Place, sink: TokenSink, repairs?: RepairLog): Scanner =>
  new Scanner(place, sink, (text) => examine(text, place.limits), repairs);

/** Reads the text of an entity as content: as that of an element whose name does not occur in it. */
const examine = (text: string, limits: XmlLimits): Examined => {
  let name = 'e';
  while (text.includes(name)) name += 'e';
  const place = new Place(new ByteWindow(new Intake(undefined, true)), new ElementStack(), limits);
  const scanner = scannerOf(place, SILENT);
  const references: Reference[] = [];
  scanner.judgeBy((reference, where) => {
    references.push({ name: reference, where });
    return undefined;
  });
  try {
    place.window.append(new TextEncoder().encode(`<${name}>${text}</${name}>`), 0);
    scanner.advance();
    scanner.finish();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return error.fault.tag === 'Limit' ? [] : 'entity-text';
  }
  return references;
};
