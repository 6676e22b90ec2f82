import { once } from 'node:events';
import { createServer } from 'node:http';

/** An address of loopback that nothing else is likely to be bound to. */
export const WEB_HOST = '127.30.7.1';

/** Answers on a free port of {@link WEB_HOST} as a web server does, so that nmap has something to look at. */
export const openWebHost = async (): Promise<{ readonly stop: () => void }> => {
  const server = createServer((_request, response) => {
    response.setHeader('Server', 'Apache');
    response.end('<title>bench</title>\n');
  });
  server.listen(0, WEB_HOST);
  await once(server, 'listening');
  return {
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
