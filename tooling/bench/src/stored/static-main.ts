import { createReadStream, statSync } from 'node:fs';
import { fastify } from 'fastify';

// usage: static-main FILE: answers every request with the file, and writes where it does so.
const [, , file = ''] = process.argv;

const app = fastify();
app.get('/', (_, reply) =>
  reply
    .type('text/xml')
    .header('content-length', statSync(file).size)
    .send(createReadStream(file, { highWaterMark: 256 * 1024 })),
);
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
