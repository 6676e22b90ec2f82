// Restores a backup of one store into another, and prints how many megabytes of memory it took at most.
import { openSqliteStore } from '@openguard/storage';

const [from = '', to = ''] = JSON.parse(process.argv[2] ?? '[]') as readonly string[];
const source = await openSqliteStore({ directory: from });
const target = await openSqliteStore({ directory: to });
await target.restore(source.backup());
console.log(Math.round(process.resourceUsage().maxRSS / 1024));
await source.close();
await target.close();
