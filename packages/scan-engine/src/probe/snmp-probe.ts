import { descriptionIn, snmpQuestion } from '../snmp/snmp-message.js';
import { askByDatagram } from './datagram.js';
import { udpService, type Probe } from './probe.js';

const COMMUNITIES = ['public', 'private'];
const VERSIONS = [1, 0];

/** SNMP: whether a community that everybody knows is let in. */
export const snmpProbe: Probe = {
  name: 'SNMP communities',
  checks: ['snmp_default_community'],
  looksAt: udpService(['snmp']),
  ask: async ({ host, port }, signal) => {
    const isAnswer = (message: Buffer): boolean => descriptionIn(message) !== undefined;
    const tries = COMMUNITIES.flatMap((community) => VERSIONS.map((version) => ({ community, version })));
    const answers = await Promise.all(
      tries.map(({ community, version }) =>
        askByDatagram(host, port, snmpQuestion(version, community), isAnswer, signal),
      ),
    );
    const known = COMMUNITIES.filter((name) =>
      tries.some(({ community }, index) => community === name && answers[index] !== undefined),
    );
    const [first] = answers.filter((answer) => answer !== undefined);
    return known.length === 0 || first === undefined
      ? []
      : [
          {
            check: 'snmp_default_community',
            result: [`Communities: ${known.join(', ')}`, `System: ${descriptionIn(first) ?? ''}`].join('\n'),
          },
        ];
  },
};
