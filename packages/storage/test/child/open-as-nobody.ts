// Opens stores without the rights of root, and prints what came of each.
import { openSqliteStore } from '@openguard/storage';
import { isOpenGuardError } from '@openguard/errors';
import { isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const directories = t.array(t.string).decode(JSON.parse(process.argv[2] ?? ''));
if (!isRight(directories)) throw new Error('wrong argument');

if (process.geteuid?.() === 0) process.seteuid?.(65534);
for (const directory of directories.right) {
  try {
    const store = await openSqliteStore({ directory, simulated: false });
    await store.close();
    console.log('opened');
  } catch (error) {
    if (!isOpenGuardError(error)) throw error;
    console.log(`${error.code} ${error.message}`);
  }
}
