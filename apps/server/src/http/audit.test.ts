import type { AuditEntry } from '@openguard/model';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createAudit } from './audit.js';

it('writes down a flood of refused log-ins in part, and no more', async () => {
  const entries: AuditEntry[] = [];
  const audit = createAudit({
    addAudit: (entry) => Promise.resolve(void entries.push(entry)),
    isAccount: (name) => Promise.resolve(name === 'ann'),
    unexpected: (error) => {
      throw error;
    },
  });
  for (let index = 0; index < 500; index += 1) audit.denied(index === 0 ? 'ann' : 'a passw0rd', '192.0.2.1');
  await setImmediate();
  expect(entries).toHaveLength(20);
  expect(entries[0]).toMatchObject({ account: 'ann', address: '192.0.2.1', detail: 'wrong password' });
  expect(entries[1]).toMatchObject({ account: '', detail: 'unknown user name' });
  expect(JSON.stringify(entries)).not.toContain('passw0rd');
});

it('says what could not be written when it is too late to refuse', async () => {
  const troubles: unknown[] = [];
  const audit = createAudit({
    addAudit: () => Promise.reject(new Error('full')),
    isAccount: () => Promise.resolve(true),
    unexpected: (error) => troubles.push(error),
  });
  const asked = { account: 'ann', address: '192.0.2.1', name: 'scan', pairs: [] };
  await expect(audit.asked(asked)).rejects.toThrow('full');
  audit.answered(asked, 'done', '');
  audit.denied('ann', '192.0.2.1');
  await setImmediate();
  expect(troubles).toHaveLength(2);
  // What changes nothing is not written down at all.
  await audit.asked({ ...asked, name: 'about' });
});
