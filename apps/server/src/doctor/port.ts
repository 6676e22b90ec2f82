import { once } from 'node:events';
import { createServer } from 'node:net';
import { fail, ok, systemCode, warn, type Finding } from './finding.js';

/** Whether the server could listen. */
export const examinePort = async (host: string, port: number): Promise<Finding> => {
  const where = `${host}:${port}`;
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const code = systemCode(error);
    return code === 'EADDRINUSE'
      ? warn(
          'port',
          `${where} is taken`,
          'fine if the server runs already; else choose another with --listen',
        )
      : fail('port', `cannot listen at ${where}: ${code}`, 'choose another address or port with --listen');
  }
  await new Promise((resolve) => server.close(resolve));
  return ok('port', `${where} is free`);
};
