import type { Address, AddressSet } from '@openguard/targets';

/** When something is there: from a moment on, until before another; milliseconds since 1970. */
export interface Period {
  readonly from?: number;
  readonly until?: number;
}

/** A service of a simulated host. `service` is its name as nmap and IANA know it. */
export interface EstateService extends Period {
  readonly port: number;
  readonly service: string;
  readonly product?: string;
  readonly version?: string;
  readonly banner?: string;
  readonly ssl?: boolean;
}

/** A weakness, or any other finding of the knowledge base, of a simulated host. */
export interface EstateWeakness extends Period {
  /** An id of the knowledge base. */
  readonly check: string;
  /** The port of one of the host's services; the finding is there only while the service is. */
  readonly port?: number;
  readonly result?: string;
  /** Whether it is likely but not proven. */
  readonly potential?: boolean;
}

/** A simulated host. */
export interface EstateHost {
  readonly address: Address;
  readonly name?: string;
  readonly os?: string;
  readonly services: readonly EstateService[];
  readonly weaknesses: readonly EstateWeakness[];
}

/**
 * A simulated router, and the addresses that it serves. It may be one of the hosts, whose name and system then
 * count. A router without an address does not show itself.
 */
export interface EstateRouter {
  readonly address?: Address;
  readonly name?: string;
  readonly os?: string;
  readonly serves: AddressSet;
}

/** Hosts that do not exist, the routers between them, and what a scan of them finds at which time. */
export interface Estate {
  readonly name: string;
  readonly hosts: readonly EstateHost[];
  readonly routers: readonly EstateRouter[];
}

/** Whether something is there at a moment. */
export const isThere = ({ from, until }: Period, time: number): boolean =>
  (from === undefined || from <= time) && (until === undefined || time < until);
