// Starts a PostgreSQL, says where its socket is, and waits to be killed.
import { startPostgres } from '@openguard/postgres';

const { socketUrl } = await startPostgres();
console.log(new URL(socketUrl.replace('@/', '@socket/')).searchParams.get('host'));
setInterval(() => undefined, 60_000);
