import { scanCancel } from '@openguard/protocol';
import { SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { performAction } from '../perform-action.js';

/** scan_cancel.php. */
export const cancel: Command = {
  name: 'cancel',
  usage: 'openguard cancel REF',
  help: `Stops a scan or map that runs, by its reference ("openguard running" lists them), and says what was done.

${SERVER_HELP}`,
  example: 'openguard cancel scan/987659876.19876',
  options: SERVER_OPTIONS,
  run: (invocation) =>
    performAction(invocation, { command: 'cancel', endpoint: scanCancel, done: 'Cancelled' }),
};
