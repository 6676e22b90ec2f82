import { receiveHeld, type Client, type HeldJob, type ReceiveOptions, type Reply } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { MapReference } from '@openguard/model';
import { map, map2, mapReport, type Pair } from '@openguard/protocol';
import type { Invocation } from './command.js';
import { demandMapPermission } from './permission.js';
import { requested } from './requested.js';

/** A map to make, or a saved one to show again. */
export interface MapRequest {
  readonly kind: 'new' | 'saved';
  readonly roots: readonly string[];
  /** Makes sure that someone stands for it. Rejects with `OG_PERMISSION_UNSTATED`. */
  readonly permit: (client: Client) => Promise<void>;
  /** Asks for it and has its reply received, anew when it comes anew after a cut. */
  readonly receive: (
    client: Client,
    take: (reply: Reply) => Promise<void>,
    options: ReceiveOptions,
  ) => Promise<void>;
}

const holding = <R>(job: Omit<HeldJob<R>, 'type'>): Pick<MapRequest, 'kind' | 'roots' | 'receive'> => ({
  kind: 'new',
  roots: job.endpoint.roots,
  receive: (client, take, options) => receiveHeld(client, { ...job, type: 'map' }, take, options),
});

const savedMap = (ref: MapReference, { values }: Invocation): MapRequest => {
  if (values['save'] === true || values['option'] !== undefined)
    throw new OpenGuardError(
      'OG_USAGE',
      'map: a saved map is shown again as it is, without --save and --option; give a DOMAIN for a new one',
    );
  return {
    kind: 'saved',
    permit: () => Promise.resolve(),
    roots: mapReport.roots,
    receive: async (client, take, { signal, onProgress }) => {
      const options = {
        ...(signal === undefined ? {} : { signal }),
        ...(onProgress === undefined ? {} : { onProgress }),
      };
      await take(await client.call(mapReport, { ref }, options));
    },
  };
};

/** What stands in a list of domains and in no domain; long-lived clients tell them apart by it too. */
const LIST = /[,;:]/;

/** Reads what is to be mapped; rejects with `OG_USAGE` before anything is sent. */
export const mapRequestOf = (text: string, invocation: Invocation): MapRequest => {
  if (MapReference.is(text)) return savedMap(text, invocation);
  const { save, option } = invocation.values;
  const pairs: readonly Pair[] = [
    ['domain', text],
    ...(save === true ? [['save_report', 'yes'] satisfies Pair] : []),
    ...(typeof option === 'string' ? [['option', option] satisfies Pair] : []),
  ];
  const common = { saved: save === true, ...(typeof option === 'string' ? { option } : {}) };
  if (LIST.test(text)) {
    const request = requested('map', map2, pairs);
    const permit = (client: Client) => demandMapPermission(invocation, client, request.domains.targets);
    const target = request.domains.targets.length === 1 ? { target: text } : {};
    return { permit, ...holding({ ...common, ...target, endpoint: map2, request }) };
  }
  const request = requested('map', map, pairs);
  const permit = (client: Client) => demandMapPermission(invocation, client, [{ domain: request.domain }]);
  return { permit, ...holding({ ...common, target: text, endpoint: map, request }) };
};
