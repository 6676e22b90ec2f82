import type { CoverageGap } from '@openguard/model';
import type { Host, Port } from './document.js';
import { openPortsOf } from './host-facts.js';
import { recognisedName } from './port-facts.js';

/** What nmap calls a port that accepts connections and ends them before anything was said. */
const WRAPPED = 'tcpwrapped';

/** What services say, by nmap's words, that talk to others but not to us, or not now. */
const PUT_OFF = /\b(?:too many|blocked|busy)\b/i;

const whyUnheard = ({ service }: Port): string | undefined => {
  const name = recognisedName(service);
  if (name === WRAPPED) return 'accepts connections and ends them at once, so that its service told nothing';
  if (name === undefined) return 'is open, but what answers there was not recognised';
  if (PUT_OFF.test(service?.extra ?? '')) return `put the scan off: "${service?.extra ?? ''}"`;
  return undefined;
};

/**
 * The open TCP ports whose services did not show themselves. Scripts and dialogues choose what they look at by its
 * service: of one that hangs up, or is overloaded, they say nothing, and that must not be taken for a repair.
 */
export const unheardServices = (host: Host): readonly CoverageGap[] =>
  openPortsOf(host)
    .filter(({ protocol }) => protocol === 'tcp')
    .flatMap((port) => {
      const why = whyUnheard(port);
      return why === undefined
        ? []
        : [
            {
              subject: `tcp/${port.number}`,
              reason: `The port ${why}: what is there may not have been seen.`,
            },
          ];
    });
