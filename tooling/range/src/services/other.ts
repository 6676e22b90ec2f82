import type { Service } from '../plant.js';

/** The daemon of rsync, with one module. */
export const rsync =
  (settings: string): Service =>
  ({ address, port, folder }) => ({
    files: {
      'rsyncd.conf': `use chroot = no\nuid = nobody\n[backup]\npath = ${folder}/files\n${settings.replaceAll('FOLDER', folder)}\n`,
      'files/customers.csv': 'name\n',
      users: 'backup:4f6b0c0f2a\n',
    },
    script: `chmod 600 users
exec rsync --daemon --no-detach --address=${address} --port=${port} --config=rsyncd.conf`,
  });

/** git's own server, with one repository. */
export const gitDaemon =
  (options: string): Service =>
  ({ address, port, folder }) => ({
    files: {},
    script: `git init -q --bare code.git
exec git daemon --reuseaddr --base-path=${folder} --listen=${address} --port=${port} ${options}`,
  });

/** The MQTT broker mosquitto. */
export const mosquitto =
  (settings: string): Service =>
  ({ address, port, folder }) => ({
    files: {
      'mosquitto.conf': `user root\nlistener ${port} ${address}\n${settings.replaceAll('FOLDER', folder)}\n`,
      users: '',
    },
    script: 'exec mosquitto -c mosquitto.conf',
  });
