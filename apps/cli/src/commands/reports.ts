import type { Client } from '@openguard/client';
import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import type { SharedReportItem } from '@openguard/model';
import { LATER_ENDPOINTS, type Pair } from '@openguard/protocol';
import { API_HELP, API_OPTIONS, actionRequest, pairsOf, withApi } from '../api.js';
import type { Command, Invocation } from '../command.js';
import { writeJson } from '../output.js';
import { receive } from '../receive.js';
import { fileSink, wholeOutputSink, type ReportSink } from '../report-file.js';
import { tellTable, type Columns } from '../tell.js';

const { reportList, reportFetch } = LATER_ENDPOINTS;

const REPORTS: Columns<SharedReportItem> = {
  headings: ['ID', 'STATE', 'FORMAT', 'SIZE', 'LAUNCHED', 'USER', 'TITLE'],
  pick: (item) => (item.kind === 'shared-report' ? item : undefined),
  row: ({ id, state, format, size, launched, user, title }) => [
    id,
    state,
    format,
    size,
    launched,
    user,
    title,
  ],
  none: 'No report is there.',
};

const list = (invocation: Invocation, pairs: readonly Pair[]): Promise<void> =>
  withApi(invocation, async (client) => {
    const request = actionRequest('reports', reportList, 'list', pairs);
    const reply = await client.reportList(request, { signal: invocation.io.signal });
    await tellTable(invocation, reply.items(), REPORTS);
  });

/** Passes a report on, whatever its format: one of XML is proven to be whole, any other came to its end. */
const pass = async (client: Client, id: string, sink: ReportSink, signal: AbortSignal): Promise<string> => {
  const request = actionRequest('reports', reportFetch, 'fetch', [['id', id]]);
  const reply = await client.call(reportFetch, request, { signal });
  if (reply.status !== 200 || /xml/i.test(reply.contentType)) {
    await receive(reply, reportFetch.roots, sink, () => undefined);
  } else {
    for await (const chunk of reply.bytes) await sink.write(chunk);
    await sink.finish();
  }
  return reply.contentType;
};

const UNFINISHED = /\(error 7001\)/;

const fetchReport = async (invocation: Invocation, words: readonly string[]): Promise<void> => {
  const { io, values } = invocation;
  const [id, extra] = words;
  if (id === undefined || extra !== undefined || !/^[0-9]{1,15}$/.test(id))
    throw new OpenGuardError(
      'OG_USAGE',
      'reports fetch: give the number of one report; "openguard reports list" has it',
    );
  const { output, json } = values;
  await withApi(invocation, async (client) => {
    const sink = typeof output === 'string' ? await fileSink(output, io) : wholeOutputSink(io);
    try {
      const contentType = await pass(client, id, sink, io.signal);
      if (json === true && typeof output === 'string')
        await writeJson(io, { id: Number(id), contentType, file: output });
    } catch (error) {
      if (!isOpenGuardError(error) || !UNFINISHED.test(error.message)) throw error;
      throw new OpenGuardError(
        'OG_API_REFUSED',
        `report ${id} is not there yet, or there is none (error 7001); "openguard reports list" says which`,
      );
    } finally {
      await sink.close();
    }
  });
};

/** The reports that lie on the service. */
export const reports: Command = {
  name: 'reports',
  usage: 'openguard reports list | fetch ID [-o FILE]',
  help: `Lists the reports that were made on the service, or fetches one: to FILE, which appears when it is whole, or to
standard output. One that is unfinished is refused (7001, exit code 3).

list: id, state, user_login

  -o, --output FILE               write the report to FILE
${API_HELP}`,
  example: 'openguard reports fetch 1234 -o report.xml',
  options: { ...API_OPTIONS, output: { type: 'string', short: 'o' } },
  run: async (invocation) => {
    const [verb, ...words] = invocation.positionals;
    if (verb === 'list') await list(invocation, pairsOf('reports', words));
    else if (verb === 'fetch') await fetchReport(invocation, words);
    else throw new OpenGuardError('OG_USAGE', 'reports: say list or fetch; see openguard reports --help');
    return 0;
  },
};
