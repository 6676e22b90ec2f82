import { LATER_ENDPOINTS } from '@openguard/protocol';
import { API_HELP, API_OPTIONS, pairsOf, withApi } from '../api.js';
import type { Command } from '../command.js';
import { keepGarbageSmall } from '../small-garbage.js';
import { requested } from '../requested.js';
import { tellAll } from '../tell.js';

/** knowledgebase_download.php. */
export const kb: Command = {
  name: 'kb',
  usage: 'openguard kb [name=value ...]',
  help: `Downloads the knowledge base and writes a JSON object a line: each check with its title, severity, CVEs, texts, PCI
flag and virtual patches. The last line, {"kind":"end",...}, comes only when it is complete. It may take minutes.

Parameters: vuln_id (one check), show_pci_flag=1, show_cvss_submetrics=1, is_patchable=1.

${API_HELP}`,
  example: 'openguard kb vuln_id=38170 show_pci_flag=1',
  options: API_OPTIONS,
  run: async (invocation) => {
    const request = requested('kb', LATER_ENDPOINTS.knowledgeBase, pairsOf('kb', invocation.positionals));
    keepGarbageSmall();
    await withApi(invocation, async (client) => {
      const reply = await client.knowledgeBase(request, { signal: invocation.io.signal });
      await tellAll(invocation, reply.items());
    });
    return 0;
  },
};
