import { scanReportDelete } from '@openguard/protocol';
import { SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { performAction } from '../perform-action.js';

/** scan_report_delete.php. */
export const remove: Command = {
  name: 'delete',
  usage: 'openguard delete REF',
  help: `Deletes a saved report or map from the server, by its reference ("openguard scans" and "openguard maps" list them),
and says what was done. What is deleted cannot be had again.

${SERVER_HELP}`,
  example: 'openguard delete scan/987659876.19876',
  options: SERVER_OPTIONS,
  run: (invocation) =>
    performAction(invocation, { command: 'delete', endpoint: scanReportDelete, done: 'Deleted' }),
};
