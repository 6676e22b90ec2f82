// Opens stores one after the other, adds accounts to each and takes serial numbers, and prints the numbers.
import { Account } from '@openguard/model';
import { openSqliteStore } from '@openguard/storage';
import { isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const argument = t
  .type({ directories: t.array(t.string), account: Account, count: t.number })
  .decode(JSON.parse(process.argv[2] ?? ''));
if (!isRight(argument)) throw new Error('wrong argument');
const { directories, account, count } = argument.right;

for (const directory of directories) {
  const store = await openSqliteStore({ directory, simulated: false });
  for (let index = 0; index < count; index += 1) {
    await store.addAccount({ ...account, name: `${account.name} ${index}` });
    console.log(await store.nextSerial());
  }
  await store.close();
}
