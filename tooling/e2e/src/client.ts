import { createClient, type Client } from '@openguard/client';
import type { DocumentItem } from '@openguard/model';
import type { Endpoint } from '@openguard/protocol';
import { createTransport } from '@openguard/transport';
import type { Caller } from './commands.js';
import type { Sandbox } from './sandbox.js';

/** The client package, for someone who has an account on a server. */
export const clientOf = (box: Sandbox, { url, user, password }: Caller): Client => {
  const client = createClient(createTransport({ server: url, credentials: { user, password } }));
  box.atEnd(() => client.close());
  return client;
};

/** Everything that a function answers. */
export const itemsOf = async <R>(
  client: Client,
  endpoint: Endpoint<R>,
  request: R,
): Promise<readonly DocumentItem[]> => {
  const items: DocumentItem[] = [];
  for await (const item of (await client.call(endpoint, request)).items()) items.push(item);
  return items;
};

/** The items of one kind. */
export const ofKind = <K extends DocumentItem['kind']>(
  items: readonly DocumentItem[],
  kind: K,
): readonly Extract<DocumentItem, { readonly kind: K }>[] =>
  items.filter((item): item is Extract<DocumentItem, { readonly kind: K }> => item.kind === kind);
