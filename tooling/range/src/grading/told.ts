/** A weakness as a scanner told it, in terms of the knowledge base. */
export interface Told {
  readonly check: string;
  readonly ip: string;
  /** `host` where it is told of no port. */
  readonly protocol: 'tcp' | 'udp' | 'host';
  readonly port: number;
}
