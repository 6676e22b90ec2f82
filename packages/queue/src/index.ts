export { createLocalQueue, type LocalQueueOptions } from './local/create-local-queue.js';
export { openPostgresQueue, type PostgresQueueOptions } from './pg-boss/open-postgres-queue.js';
export type { BatchQueue, Depth, Interruption, Perform, QueuedBatch, WorkOptions } from './queue.js';
