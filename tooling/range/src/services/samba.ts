import type { Service } from '../plant.js';

/** Samba's file server, with one share. */
export const samba =
  (settings: string): Service =>
  ({ address, port, folder }) => ({
    files: {
      'smb.conf': `[global]
workgroup = RANGE
server role = standalone server
smb ports = ${port}
interfaces = ${address}
bind interfaces only = yes
disable netbios = yes
load printers = no
printcap name = /dev/null
private dir = ${folder}/private
lock directory = ${folder}/lock
state directory = ${folder}/state
cache directory = ${folder}/cache
pid directory = /run
ncalrpc dir = ${folder}/ncalrpc
log file = ${folder}/smbd.log
usershare max shares = 0
${settings}
[share]
path = ${folder}/share
`,
    },
    script: `mkdir private lock state cache ncalrpc share
exec smbd --foreground --no-process-group --configfile=${folder}/smb.conf`,
  });
