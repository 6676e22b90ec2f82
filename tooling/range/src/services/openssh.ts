import type { Service } from '../plant.js';

/** How `ssh-keygen` makes the host key. */
const ED25519 = '-t ed25519';

/** The SSH server of OpenSSH; `key` tells how its host key is made. */
export const openssh =
  (settings = '', key = ED25519): Service =>
  ({ address, port, folder }) => ({
    files: {
      sshd_config: `Port ${port}
ListenAddress ${address}
HostKey ${folder}/host_key
PidFile none
UsePAM no
StrictModes no
${settings}
${settings.includes('PasswordAuthentication') ? '' : 'PasswordAuthentication no'}
MaxStartups 50
`,
    },
    script: `mkdir -p /run/sshd
ssh-keygen -q -N '' ${key} -f host_key
exec /usr/sbin/sshd -D -e -f sshd_config`,
  });
