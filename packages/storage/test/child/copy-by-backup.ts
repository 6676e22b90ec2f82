// Restores a backup of one store into another, and prints how many megabytes of memory it took at most.
import { openSqliteStore } from '@openguard/storage';
import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

const [from = '', to = ''] = JSON.parse(process.argv[2] ?? '[]') as readonly string[];
const source = await openSqliteStore({ directory: from });
const target = await openSqliteStore({ directory: to });
await target.restore(source.backup());
// What the system tells of a process counts its parent in, from which it was copied; Linux also tells its own.
const own = /^VmHWM:\s+(\d+) kB$/m.exec(existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '')?.[1];
console.log(Math.round(Number(own ?? process.resourceUsage().maxRSS) / 1024));
await source.close();
await target.close();
