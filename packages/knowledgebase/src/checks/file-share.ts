import type { CheckText } from '../check-text.js';

/** NFS and rsync: files for whoever may connect. */
export const FILE_SHARE_CHECKS: readonly CheckText[] = [
  {
    id: 'nfs_exports',
    number: 7000043,
    kind: 'service',
    category: 'nfs',
    rule: 'service:list',
    title: 'NFS Exports',
    diagnosis:
      'The mount daemon listed the directories that the NFS server gives to others, with the clients that may mount ' +
      'each.',
    consequence:
      'The list names storage, users and clients. Whoever can take the address of a client gets its files, since NFS ' +
      'up to version 3 trusts what the client says about its users.',
    solution:
      'Serve version 4 only ("vers3=n" in /etc/nfs.conf), which needs neither mount daemon nor port mapper, and close ' +
      'port 111 towards networks without clients. Consider Kerberos ("sec=krb5p").',
    extension: true,
  },
  {
    id: 'nfs_exports_world',
    number: 7000044,
    kind: 'vuln',
    category: 'nfs',
    rule: 'own:open-files',
    cve: ['CVE-1999-0554'],
    title: 'NFS Directories Are Exported to Everyone',
    diagnosis: 'The NFS server lets any host mount the directories in the result.',
    consequence:
      'Anyone who reaches the server reads the files as any user that they claim to be, and changes them where the ' +
      'export is writable. With "no_root_squash" that includes what only root may read.',
    solution:
      'Name the clients in /etc/exports ("/srv 192.0.2.0/28(ro,root_squash)" in place of "*") and run "exportfs -ra". In ' +
      'nfs-ganesha set "Access_Type = NONE;" for the export and give rights in CLIENT blocks.',
    extension: true,
  },
  {
    id: 'rsync_open',
    number: 7000045,
    kind: 'vuln',
    category: 'rsync',
    rule: 'own:open-files',
    title: 'Rsync Server Lists Its Modules to Anyone',
    diagnosis:
      'The rsync daemon told its modules to the scanner. Whether one asks for a password shows only when it is read, ' +
      'which was not tried.',
    consequence:
      'Modules are often backups or web roots: with them go password hashes, keys and sources; where a module may be ' +
      'written, also the content of the site.',
    solution:
      'In rsyncd.conf set "list = no", "auth users" with a "secrets file", and "hosts allow" for each module; bind it with ' +
      '"address = 127.0.0.1" or use rsync over SSH, which needs no daemon.',
    extension: true,
  },
];
