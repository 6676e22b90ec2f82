import type { Service } from '../plant.js';

/** NFS in user space, with the portmapper that leads to it. `client` is who may mount its export. */
export const ganesha =
  (client: string): Service =>
  ({ address, folder }) => ({
    files: {
      'ganesha.conf': `NFS_CORE_PARAM {
  Bind_addr = ${address};
  Enable_NLM = false;
  Enable_RQUOTA = false;
  Protocols = 3;
  mount_path_pseudo = false;
}
EXPORT {
  Export_Id = 1;
  Path = ${folder}/exported;
  Pseudo = /exported;
  Protocols = 3;
  Access_Type = None;
  SecType = sys;
  CLIENT { Clients = ${client}; Access_Type = RW; }
  FSAL { Name = VFS; }
}
`,
      'exported/readme': 'exported\n',
    },
    script: `mkdir -p /run/rpcbind /run/ganesha
rpcbind -h ${address}
exec ganesha.nfsd -F -f ganesha.conf -L /dev/stderr -p /run/ganesha.pid`,
  });
