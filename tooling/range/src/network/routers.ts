/** The addresses by which the routers of a range show themselves in traces. */
export interface Routers {
  readonly near: string;
  readonly far: string;
}

/** The routers of the network with a prefix, as the scanner sees them. The firewall shows itself to nobody. */
export const routersOf = (prefix: string): Routers => ({ near: `${prefix}.0.1`, far: `${prefix}.250.2` });

/** The address of the scanner. */
export const scannerOf = (prefix: string): string => `${prefix}.0.2`;
