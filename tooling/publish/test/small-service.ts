import { documentBytes, type DocumentName } from '@openguard/fixtures';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** A service of the API that knows two of its functions and lets anyone in. */
export interface SmallService {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const ANSWERS: Readonly<Record<string, DocumentName>> = {
  '/msp/about.php': 'about',
  '/msp/scan_report_list.php': 'list-several',
};

/** Starts one on 127.0.0.1. */
export const startSmallService = async (): Promise<SmallService> => {
  const server = createServer((request, response) => {
    const answer = ANSWERS[new URL(request.url ?? '/', 'http://x').pathname];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'text/xml' });
    response.end(answer === undefined ? '' : documentBytes(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
