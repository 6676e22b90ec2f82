import type { DocumentItem } from '@openguard/model';
import * as E from 'fp-ts/lib/Either.js';
import { readDocument, type DocumentFault, type ReadOptions } from '../src/index.js';
import { asyncOf } from './async-of.js';

/** All that reading a document told: its items, and the fault that ended it if there was one. */
export interface Reading {
  readonly items: readonly DocumentItem[];
  readonly fault?: DocumentFault;
}

function* piecesOf(bytes: Uint8Array, size: number): Generator<Uint8Array, void, undefined> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size);
}

/** Reads a whole document, in pieces of some bytes. */
export const readItems = async (
  document: Uint8Array | string,
  pieces = 65536,
  options: ReadOptions = {},
): Promise<Reading> => {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
  const items: DocumentItem[] = [];
  for await (const item of readDocument(asyncOf(piecesOf(bytes, pieces)), options)) {
    if (E.isLeft(item)) return { items, fault: item.left };
    items.push(item.right);
  }
  return { items };
};

/** The items of a document that must be in order. */
export const itemsOf = async (
  document: Uint8Array | string,
  options: ReadOptions = {},
): Promise<readonly DocumentItem[]> => {
  const { items, fault } = await readItems(document, 65536, options);
  if (fault !== undefined) throw new Error(JSON.stringify(fault));
  return items;
};
