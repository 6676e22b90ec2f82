import type { PostureItem } from '@openguard/model';
import * as E from 'fp-ts/lib/Either.js';
import { present } from '../present.js';
import { readDocument, type ReadOptions } from '../read-document.js';

/** What the numbers of a list of postures stand for, as the glossary at its end tells. */
export interface PostureNames {
  /** Addresses of hosts. */
  readonly hosts: ReadonlyMap<string, string>;
  readonly controls: ReadonlyMap<string, Pick<PostureItem, 'statement' | 'criticality'>>;
  readonly technologies: ReadonlyMap<string, string>;
}

/** Whether the postures of documents with this root are explained at their end. */
export const namesPostures = (root: string | undefined): boolean => root === 'POSTURE_INFO_LIST_OUTPUT';

const textIn = (values: unknown, name: string): string | undefined => {
  if (typeof values !== 'object' || values === null) return undefined;
  const value: unknown = Reflect.get(values, name);
  return typeof value === 'string' ? value : undefined;
};

/**
 * Reads what stands at the end of a list of postures, so that the list can be read once more with it. It takes as much
 * memory as there are hosts and controls. Of a document that is not whole it gives what was there; reading it again
 * tells what is wrong.
 */
export const readPostureNames = async (
  source: AsyncIterable<Uint8Array>,
  options: Pick<ReadOptions, 'limits' | 'repair'> = {},
): Promise<PostureNames> => {
  const hosts = new Map<string, string>();
  const controls = new Map<string, Pick<PostureItem, 'statement' | 'criticality'>>();
  const technologies = new Map<string, string>();
  for await (const read of readDocument(source, options)) {
    if (E.isLeft(read) || read.right.kind !== 'glossary') continue;
    const { entry, values } = read.right;
    const id = textIn(values, 'id')?.trim() ?? '';
    const name = textIn(values, entry === 'host' ? 'ip' : 'name');
    if (entry === 'host' && name !== undefined) hosts.set(id, name);
    if (entry === 'technology' && name !== undefined) technologies.set(id, name);
    if (entry === 'control') {
      const told: unknown = Reflect.get(values, 'criticality');
      const criticality = textIn(told, 'label') ?? textIn(told, 'value');
      controls.set(id, present({ statement: textIn(values, 'statement'), criticality }));
    }
  }
  return { hosts, controls, technologies };
};

/** A posture with what its numbers stand for; what it says itself stands. */
export const namedPosture = (
  posture: PostureItem,
  { hosts, controls, technologies }: PostureNames,
): PostureItem => ({
  ...present({
    ip: posture.hostId === undefined ? undefined : hosts.get(String(posture.hostId)),
    technology: technologies.get(posture.technologyId?.trim() ?? ''),
  }),
  ...controls.get(posture.controlId.trim()),
  ...posture,
});
