import { outerFields, type FeedField } from './outer-fields.js';

/** Why a feed cannot be read to its end. */
export type FeedFault =
  | { readonly tag: 'NotAFeed' }
  | { readonly tag: 'NoList' }
  | { readonly tag: 'OtherVersion'; readonly told: string }
  | { readonly tag: 'BadDate'; readonly told: string }
  | { readonly tag: 'Truncated' }
  | { readonly tag: 'MoreBehind' }
  | { readonly tag: 'WrongCount'; readonly told: number; readonly held: number }
  | { readonly tag: 'BadRecord'; readonly number: number };

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const CLOSING: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const OPEN_OBJECT = 0x7b;
const SPACE = 0x20;

/** An object of the feed is an item of a list in the outermost object. */
const RECORD_DEPTH = 2;
const LIST_DEPTH = 1;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
/** What the list is called in the feeds that there are; an empty one is a feed, and none at all is not. */
const LIST_NAME = 'vulnerabilities';
const MOST_BYTES = 16 * 1024 * 1024;
const COMMA = 0x2c;
const COLON = 0x3a;

/** What may stand in the list between records. */
const isOfList = (byte: number): boolean =>
  byte <= SPACE || byte === COMMA || byte === OPEN_OBJECT || byte === CLOSE_LIST;

/**
 * Cuts the texts of records out of a JSON document whose outermost object holds a list of objects, without having the
 * document in memory, and tells what the outermost object says of itself. It only looks for where objects begin and
 * end: whether a record is JSON, its reader says. Throws nothing; the last thing that it gives is a fault when the document is no such document, lacks the list or ends
 * too early.
 */
export async function* jsonRecords(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<string | FeedField | FeedFault, void, undefined> {
  const decoder = new TextDecoder('utf-8');
  let depth = 0;
  let begun = false;
  let inText = false;
  let escaped = false;
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let inRecord = false;
  const fields = outerFields();
  let listed = false;
  let inList = false;
  let ended = false;
  let held = 0;
  for await (const piece of source) {
    let start = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inText = false;
        else if (depth === LIST_DEPTH) fields.take(byte);
      } else if (ended) {
        if (byte <= SPACE) continue;
        yield { tag: 'MoreBehind' };
        return;
      } else if (inList && !inRecord && depth === RECORD_DEPTH && !isOfList(byte)) {
        yield { tag: 'BadRecord', number: held + 1 };
        return;
      } else if (byte === QUOTE) {
        inText = true;
        if (depth === LIST_DEPTH) fields.beginText();
      } else if (OPENING.has(byte)) {
        if (!begun && byte !== OPEN_OBJECT) {
          yield { tag: 'NotAFeed' };
          return;
        }
        begun = true;
        if (depth === LIST_DEPTH) {
          inList = byte === OPEN_LIST && fields.name() === LIST_NAME;
          // What ends in a list or an object tells nothing itself.
          fields.end();
        }
        listed ||= inList;
        if (inList && depth === RECORD_DEPTH && byte === OPEN_OBJECT) {
          inRecord = true;
          start = at;
        }
        depth += 1;
      } else if (CLOSING.has(byte)) {
        depth -= 1;
        ended = depth === 0;
        if (ended) yield* fields.end();
        if (inRecord && depth === RECORD_DEPTH) {
          inRecord = false;
          held += 1;
          kept.push(piece.subarray(start, at + 1));
          yield kept
            .map((bytes, index) => decoder.decode(bytes, { stream: index < kept.length - 1 }))
            .join('');
          kept = [];
          keptBytes = 0;
        }
      } else if (depth === LIST_DEPTH && byte === COLON) {
        fields.beginValue();
      } else if (depth === LIST_DEPTH && byte === COMMA) {
        yield* fields.end();
      } else if (depth === LIST_DEPTH && byte > SPACE) {
        fields.take(byte);
      } else if (!begun && byte > SPACE && byte < 0x80) {
        yield { tag: 'NotAFeed' };
        return;
      }
    }
    if (inRecord) {
      kept.push(piece.slice(start));
      keptBytes += piece.length;
      if (keptBytes > MOST_BYTES) {
        yield { tag: 'NotAFeed' };
        return;
      }
    }
  }
  const told = fields.told();
  if (!begun) yield { tag: 'NotAFeed' };
  else if (depth !== 0) yield { tag: 'Truncated' };
  else if (!listed) yield { tag: 'NoList' };
  else if (told !== undefined && told !== held) yield { tag: 'WrongCount', told, held };
}
