export { createClient, type CallOptions, type Client, type Reply } from './client.js';
export { documentError } from './document-error.js';
export { readItems } from './read-items.js';
export { readReply, type ReplyHead } from './read-reply.js';
