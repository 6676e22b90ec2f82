import { receiveHeld, type Client, type Reply } from '@openguard/client';
import type { DocumentItem, HeaderItem } from '@openguard/model';
import { OpenGuardError } from '@openguard/errors';
import { scan } from '@openguard/protocol';
import { describeTargetFault, parseTargetList, type TargetList } from '@openguard/targets';
import type { Invocation } from './command.js';
import { holdingReply } from './held-reply.js';
import { demandPermission } from './permission.js';
import { interruption } from './incomplete-run.js';
import { receive } from './receive.js';
import type { RestartableSink } from './report-file.js';

/** Reads a target list from the command line; rejects with `OG_TARGETS`. */
export const targetsOf = (text: string): TargetList => {
  const parsed = parseTargetList(text);
  if (parsed._tag === 'Left') throw new OpenGuardError('OG_TARGETS', describeTargetFault(parsed.left));
  return parsed.right;
};

/**
 * Runs scan.php and hands the items on as the report comes: to what `begin` gives, which is called again when the
 * connection was cut and the report comes anew. Rejects with `OG_SCAN_CANCELLED`, after all items, when the report
 * says that it is incomplete.
 */
export const performScan = async (
  invocation: Invocation,
  client: Client,
  targets: TargetList,
  save: boolean,
  sink: RestartableSink,
  begin: () => (item: DocumentItem) => void,
): Promise<void> => {
  const { values } = invocation;
  await demandPermission(invocation, client, targets);
  const option = typeof values['option'] === 'string' ? { option: values['option'] } : {};
  const request = { targets, ...(save ? { save } : {}), ...option };
  const job = {
    type: 'scan',
    endpoint: scan,
    request,
    target: targets.text,
    saved: save,
    ...option,
  } as const;
  let header: HeaderItem | undefined;
  const take = async (reply: Reply): Promise<void> => {
    await sink.restart();
    const each = begin();
    await receive(reply, scan.roots, sink, (item) => {
      if (item.kind === 'header') header = item;
      each(item);
    });
  };
  await holdingReply(invocation, client, `scanning ${targets.text.slice(0, 60)}`, (options) =>
    receiveHeld(client, job, take, options),
  );
  const incomplete = interruption(header);
  if (incomplete !== undefined) throw incomplete;
};
