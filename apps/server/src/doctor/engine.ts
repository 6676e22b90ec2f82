import { isOpenGuardError } from '@openguard/errors';
import { createNmapEngine, mayUseRawSockets } from '@openguard/scan-engine';
import { LOOPBACK } from '@openguard/targets';
import { fail, ok, warn, type Finding } from './finding.js';

/** Whether nmap is there with its scripts, and what it may do. */
export const examineEngine = async (): Promise<readonly Finding[]> => {
  try {
    const found = await createNmapEngine({ scope: LOOPBACK }).describe();
    return [
      ok('nmap', found),
      mayUseRawSockets()
        ? ok('privileges', 'nmap may use raw sockets')
        : warn(
            'privileges',
            'nmap may not use raw sockets: it connects to ports, and finds neither UDP services nor operating systems',
            'give the server CAP_NET_RAW as an ambient capability (systemd: AmbientCapabilities=CAP_NET_RAW)',
          ),
    ];
  } catch (error) {
    if (!isOpenGuardError(error)) throw error;
    return [fail('nmap', error.message, 'install nmap 7.80 or newer, or serve with --engine simulated')];
  }
};
