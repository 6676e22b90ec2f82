import { scoreOf } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem, HeaderItem } from '@openguard/model';
import { SCAN_HELP, SCAN_OPTIONS, SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { write, writeJson } from '../output.js';
import { keepGarbageSmall } from '../small-garbage.js';
import { readSource, sourceOf } from '../source.js';

/** The sample program *score*. */
export const score: Command = {
  name: 'score',
  usage: 'openguard score SOURCE',
  help: `Adds up the severities of the vulnerabilities of a report (VULN alone, as the sample program does). SOURCE is a
reference, a target list (which is scanned and saved), a file or "-".

${SCAN_HELP}${SERVER_HELP}`,
  example: 'openguard score scan/987659876.19876',
  options: { ...SERVER_OPTIONS, ...SCAN_OPTIONS },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [text, extra] = positionals;
    if (text === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'score: give one SOURCE; see openguard score --help');
    keepGarbageSmall();
    let total = 0;
    let vulnerabilities = 0;
    let header: HeaderItem | undefined;
    const begin = () => {
      total = 0;
      vulnerabilities = 0;
      return take;
    };
    const take = (item: DocumentItem): void => {
      if (item.kind === 'header') header = item;
      if (item.kind !== 'finding' || item.section !== 'vuln') return;
      total += scoreOf(item);
      vulnerabilities += 1;
    };
    const wanted = { findings: { fields: [], sections: ['vuln' as const] } };
    await readSource(invocation, await sourceOf(text), begin, wanted);
    if (values['json'] === true)
      await writeJson(io, {
        score: total,
        vulnerabilities,
        ref: header?.ref,
        target: header?.target,
        status: header?.keys['STATUS'],
      });
    else await write(io, `${total}\n`);
    return 0;
  },
};
