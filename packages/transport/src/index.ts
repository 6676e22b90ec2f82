export type { Credentials, TransportOptions } from './options.js';
export { readSecret } from './read-secret.js';
export { resolveServer } from './resolve-server.js';
export { createTransport, type Transport, type TransportReply, type TransportRequest } from './transport.js';
export { USER_AGENT } from './user-agent.js';
