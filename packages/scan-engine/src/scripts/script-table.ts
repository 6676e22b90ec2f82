import { HTTP_SCRIPTS } from './http-scripts.js';
import { NETWORK_SCRIPTS } from './network-scripts.js';
import { OTHER_SCRIPTS } from './other-scripts.js';
import type { ScriptRule, ScriptRules } from './script-rule.js';
import { SMB_SCRIPTS } from './smb-scripts.js';
import { SSH_SCRIPTS } from './ssh-scripts.js';
import { TLS_SCRIPTS } from './tls-scripts.js';

/** The script whose output is the greeting of a service; its text goes into the banner of the port. */
export const GREETING_SCRIPT = 'banner';

/**
 * Every script that is run and read: `(vuln and safe) and not (external or dos or broadcast)` of nmap 7.93,
 * and those that tell facts. Scripts that nmap adds by itself for version detection are not read.
 */
export const SCRIPTS: ScriptRules = {
  ...HTTP_SCRIPTS,
  ...TLS_SCRIPTS,
  ...SSH_SCRIPTS,
  ...SMB_SCRIPTS,
  ...NETWORK_SCRIPTS,
  ...OTHER_SCRIPTS,
};

/** The rule of a script; `undefined` for scripts that are not read. */
export const ruleOf = (script: string): ScriptRule | undefined =>
  Object.hasOwn(SCRIPTS, script) ? SCRIPTS[script] : undefined;
