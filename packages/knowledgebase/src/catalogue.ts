import type { CheckEntry } from './check-entry.js';
import { APPLIANCE_CHECKS } from './checks/appliance.js';
import { CERTIFICATE_CHECKS } from './checks/certificate.js';
import { DATA_STORE_CHECKS } from './checks/data-store.js';
import { FILE_TRANSFER_CHECKS } from './checks/file-transfer.js';
import { HTTP_SERVER_CHECKS } from './checks/http-server.js';
import { HTTP_CHECKS } from './checks/http.js';
import { HOST_CHECKS } from './checks/host.js';
import { MALWARE_CHECKS } from './checks/malware.js';
import { REMOTE_DESKTOP_CHECKS } from './checks/remote-desktop.js';
import { SERVICE_CHECKS } from './checks/service.js';
import { MAIL_CHECKS } from './checks/mail.js';
import { NAME_SERVICE_CHECKS } from './checks/name-service.js';
import { FILE_SHARE_CHECKS } from './checks/file-share.js';
import { SMALL_SERVICE_CHECKS } from './checks/small-service.js';
import { SNMP_CHECKS } from './checks/snmp.js';
import { SMB_CHECKS } from './checks/smb.js';
import { SSH_CHECKS } from './checks/ssh.js';
import { TLS_FLAW_CHECKS } from './checks/tls-flaw.js';
import { TLS_CHECKS } from './checks/tls.js';
import { severityOfRule } from './rule.js';
import type { CheckText } from './check-text.js';

const complete = (text: CheckText): CheckEntry => {
  const severity = severityOfRule(text.rule);
  if (severity === undefined)
    throw new TypeError(`check ${text.id} is graded by ${text.rule}, which is no rule`);
  return { extension: false, cve: [], references: [], ...text, severity };
};

/** Every check whose findings the engines can report. */
export const CHECKS: readonly CheckEntry[] = [
  ...HOST_CHECKS,
  ...SERVICE_CHECKS,
  ...SMALL_SERVICE_CHECKS,
  ...MAIL_CHECKS,
  ...NAME_SERVICE_CHECKS,
  ...SNMP_CHECKS,
  ...FILE_SHARE_CHECKS,
  ...FILE_TRANSFER_CHECKS,
  ...SSH_CHECKS,
  ...CERTIFICATE_CHECKS,
  ...TLS_CHECKS,
  ...TLS_FLAW_CHECKS,
  ...HTTP_CHECKS,
  ...HTTP_SERVER_CHECKS,
  ...APPLIANCE_CHECKS,
  ...SMB_CHECKS,
  ...REMOTE_DESKTOP_CHECKS,
  ...DATA_STORE_CHECKS,
  ...MALWARE_CHECKS,
].map(complete);

const byId: ReadonlyMap<string, CheckEntry> = new Map(CHECKS.map((entry) => [entry.id, entry]));

/** The entry of a check; `undefined` for an id that the catalogue does not hold. */
export const entryOf = (id: string): CheckEntry | undefined => byId.get(id);
