export { findPostgres } from './find-postgres.js';
export { startPostgres, type Postgres } from './start-postgres.js';
