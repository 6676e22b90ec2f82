import type { LookupFunction } from 'node:net';

const LOOPBACK_V4 = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

/** Whether an address as the system writes it belongs to this machine alone. */
const isLoopbackAddress = (address: string): boolean => address === '::1' || LOOPBACK_V4.test(address);

/** Whether the host of a parsed URL is loopback by its text: 127.0.0.0/8, `[::1]` or `localhost`. */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' || isLoopbackAddress(hostname.replace(/^\[(.*)\]$/, '$1'));

/**
 * A lookup that yields loopback addresses only. A hosts file or a name service may give `localhost` any
 * address, and a password in plain text must not follow it there.
 */
export const loopbackLookup =
  (resolve: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found, family) => {
      if (error !== null) {
        callback(error, '');
        return;
      }
      const addresses = typeof found === 'string' ? [{ address: found, family: family ?? 4 }] : found;
      const loopback = addresses.filter(({ address }) => isLoopbackAddress(address));
      const [first] = loopback;
      if (first === undefined) {
        callback(Object.assign(new Error(`${hostname} is not loopback here`), { code: NOT_LOOPBACK }), '');
      } else if (options.all === true) {
        callback(null, loopback);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };

/** The `code` of a lookup that found addresses beyond loopback only. */
export const NOT_LOOPBACK = 'OPENGUARD_NOT_LOOPBACK';
