import { readExplained } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import type { Command } from '../command.js';
import { openDocument } from '../document-bytes.js';
import { repairedText } from '../document-warnings.js';
import { say } from '../io.js';
import { NO_LAST_MARK } from '../no-last-mark.js';
import { jsonLine, write } from '../output.js';
import { shelfFor } from '../shelf.js';
import { keepGarbageSmall } from '../small-garbage.js';

/** Lines are collected up to this many characters before they are written. */
const BATCH = 64 * 1024;

/** Any document of the API, as NDJSON. */
export const decode: Command = {
  name: 'decode',
  usage: 'openguard decode FILE|-',
  help: `Reads any document of the API and writes a JSON object a line, in the document's order: header, host, finding,
refused, report, map, running, return, about, registration, violation, check, ticket, posture, record, warning, request,
id, glossary, shared-report. The last line, {"kind":"end",...}, comes
only when the document is proven complete; a cut or faulty document ends without it, with exit code 5. Memory
stays constant. Detections may come as CSV, too. A gzip file is unzipped on the way. The findings of an asset report are told with what its glossary says
of them, for which the report is read twice; standard input waits on the disk meanwhile.

  --tables                        take results that are tables apart too: "table" beside "result"
  --unescape                      undo references that stand as plain text in prose and results, once
  --repair                        mend what XML forbids instead of refusing it: bytes that are no characters, control
                                  characters, a bare "&"; the end line tells each ("repaired"), as does a warning
`,
  example: 'openguard decode report.xml | jq -r "select(.kind==\\"finding\\").title"',
  options: { tables: { type: 'boolean' }, unescape: { type: 'boolean' }, repair: { type: 'boolean' } },
  run: async ({ positionals, values, io }) => {
    const [path, extra] = positionals;
    if (path === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'decode: give one FILE or "-"; see openguard decode --help');
    keepGarbageSmall();
    const document = await openDocument(path, io);
    const findings = { tables: values['tables'] === true, unescape: values['unescape'] === true };
    const shelf = await shelfFor(path, io);
    let lines = '';
    try {
      for await (const item of readExplained(document.bytes, document.name, shelf, {
        findings,
        repair: values['repair'] === true,
      })) {
        if (item.kind === 'finding') document.found();
        if (item.kind === 'end' && item.repaired !== undefined)
          say(io, `openguard: ${document.name}: ${repairedText(item.repaired)}`);
        if (item.kind === 'end' && item.truncated === true)
          say(io, `openguard: ${document.name}: the service has more than this document tells`);
        if (item.kind === 'end' && item.unproven === true)
          say(io, `openguard: ${document.name}: ${NO_LAST_MARK}`);
        lines += jsonLine(item);
        if (lines.length < BATCH) continue;
        await write(io, lines);
        lines = '';
      }
    } finally {
      // What was read before a fault stands; only the end line says that it is all.
      if (lines !== '') await write(io, lines);
      document.done();
      await shelf.clear();
    }
    return 0;
  },
};
