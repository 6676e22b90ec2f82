import { LATER_ENDPOINTS } from '@openguard/protocol';
import { API_HELP, API_OPTIONS, actionRequest, pairsOf, withApi } from '../api.js';
import type { Command } from '../command.js';
import { tellAll } from '../tell.js';

const { postureInfo } = LATER_ENDPOINTS;

/** Posture information of API v2. */
export const posture: Command = {
  name: 'posture',
  usage: 'openguard posture policy_id=N [name=value ...]',
  help: `Pulls how hosts keep to the controls of a policy, page by page as one list, and writes a JSON object a line: each
posture, then what the glossary explains. The last line comes only when the list is complete.

Filters: ips, host_ids, control_ids, status (Passed, Failed, Error), status_changes_since, details (Basic, All, None).

${API_HELP}`,
  example: 'openguard posture policy_id=12 status=Failed',
  options: API_OPTIONS,
  run: async (invocation) => {
    const request = actionRequest('posture', postureInfo, 'list', pairsOf('posture', invocation.positionals));
    const { pullList } = await import('@openguard/client');
    await withApi(invocation, (client) =>
      tellAll(invocation, pullList(client, postureInfo, request, { signal: invocation.io.signal })),
    );
    return 0;
  },
};
