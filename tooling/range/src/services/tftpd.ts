import type { Service } from '../plant.js';

/** tftpd-hpa with a configuration of a switch in its folder. */
export const tftpd: Service = ({ address, port, folder }) => ({
  files: { 'served/switch.cfg': 'hostname switch\n' },
  script: `exec in.tftpd --listen --foreground --secure --user nobody --address ${address}:${port} ${folder}/served`,
});
