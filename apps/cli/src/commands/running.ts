import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem, RunningItem } from '@openguard/model';
import { scanRunningList } from '@openguard/protocol';
import { table } from '@openguard/render';
import { SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { withClient } from '../connect.js';
import { consume } from '../consume.js';
import { say } from '../io.js';
import { write, writeJson } from '../output.js';

/** How the service says that its list is empty: by an ERROR that has no number, in these words. */
const NOTHING = 'No scan or map currently running';

const saysNothingRuns = (item: DocumentItem): boolean =>
  item.kind === 'refused' && item.number === undefined && item.text.trim().replace(/\.$/, '') === NOTHING;

async function* withoutNothing(
  items: AsyncIterable<DocumentItem>,
): AsyncGenerator<DocumentItem, void, undefined> {
  for await (const item of items) if (!saysNothingRuns(item)) yield item;
}

/** scan_running_list.php. */
export const running: Command = {
  name: 'running',
  usage: 'openguard running',
  help: `Lists the scans and maps that run now.

${SERVER_HELP}`,
  example: 'openguard running',
  options: SERVER_OPTIONS,
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    if (positionals.length > 0)
      throw new OpenGuardError('OG_USAGE', 'running takes no arguments; see openguard running --help');
    const found: RunningItem[] = [];
    await withClient(invocation, async (client) => {
      const reply = await client.call(scanRunningList, {}, { signal: io.signal });
      await consume(withoutNothing(reply.items()), (item) => {
        if (item.kind === 'running') found.push(item);
      });
    });
    if (values['json'] === true) {
      await writeJson(
        io,
        found.map(({ type, ref, date, status, target }) => ({ type, ref, date, status, target })),
      );
    } else if (found.length === 0) {
      say(io, 'Nothing runs.');
    } else {
      await write(
        io,
        table(
          [
            { heading: 'TYPE' },
            { heading: 'REFERENCE' },
            { heading: 'BEGUN' },
            { heading: 'STATUS' },
            { heading: 'TARGET' },
          ],
          found.map(({ type, ref = '-', date = '-', status = '-', target = '-' }) => [
            type,
            ref,
            date,
            status,
            target,
          ]),
        ),
      );
    }
    return 0;
  },
};
