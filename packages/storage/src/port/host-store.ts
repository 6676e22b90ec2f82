import type { HostReport, JobReference, MapHost, MapReference, ScanReference } from '@openguard/model';
import type { Address, AddressSet } from '@openguard/targets';
import type { BatchKey } from './batch-store.js';

/** The calls of a store that are about the hosts of scans and maps. */
export interface HostStore {
  /**
   * Stores one finished host of a batch, and beside it how the report writes it: the bytes of its XML, empty when they
   * are not known. The same host again replaces the first. Resolves to false, and changes nothing, when that batch
   * is not open (any more): a worker that comes late changes no report that somebody may have seen.
   */
  readonly putHost: (key: BatchKey, host: HostReport, written: Uint8Array) => Promise<boolean>;
  /**
   * The hosts of a scan by ascending address, read a few at a time as they are asked for; the store may be
   * written meanwhile. It ends only when all hosts were read: a scan that is unknown, or that is removed
   * meanwhile, makes it reject, and so does a record that cannot be read.
   */
  readonly hostsOf: (ref: ScanReference, only?: Address) => AsyncIterable<HostReport>;
  /**
   * Whether the written bytes of all hosts of a scan are there (or of the one at an address). They are not for scans
   * of older versions of this store: then the report is written from `hostsOf`.
   */
  readonly isWritten: (ref: ScanReference, only?: Address) => Promise<boolean>;
  /**
   * The written bytes of the hosts of a scan by ascending address, several small hosts a piece: pieces end where hosts
   * do. With the promises of `hostsOf`; rejects, too, at a host that
   * was stored without them (see `isWritten`).
   */
  readonly writtenHostsOf: (ref: ScanReference, only?: Address) => AsyncIterable<Uint8Array>;
  /** The addresses of the hosts that are stored for a scan or map. Rejects when there is none such. */
  readonly addressesOf: (ref: JobReference) => Promise<AddressSet>;

  /** Stores one host of a map, as `putHost` does one of a scan. */
  readonly putMapHost: (key: BatchKey, host: MapHost) => Promise<boolean>;
  /** The hosts of a map by ascending address, with the promises of `hostsOf`. */
  readonly mapHostsOf: (ref: MapReference) => AsyncIterable<MapHost>;
}
