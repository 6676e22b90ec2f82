import type { Store } from '@openguard/storage';
import { userInfo } from 'node:os';

/** Who runs the command, as the system knows them. */
const operator = (): string => {
  try {
    return userInfo().username;
  } catch {
    // Expected where the user has no name, as in a container.
    return String(process.getuid?.() ?? 'unknown');
  }
};

/** Writes into the audit log what an operator does by a command, before it is done. */
export const auditCommand = (
  store: Pick<Store, 'addAudit'>,
  action: string,
  subject: string,
  detail = '',
): Promise<void> =>
  store.addAudit({
    ...{ at: Date.now(), account: '', address: '', action, subject },
    detail: [`by the operator ${operator()}`, detail].filter((part) => part !== '').join(': '),
  });
