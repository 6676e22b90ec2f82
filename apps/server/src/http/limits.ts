/** How much the server takes on, and from whom. 0 for no bound. */
export interface Limits {
  /** Connections in all; further ones are closed at once. */
  readonly connections: number;
  /** Connections of one address; requests on further ones are refused. */
  readonly connectionsPerAddress: number;
  /** Requests of one account that are being answered at a time, held scans included. */
  readonly requestsAtOnce: number;
  /** Requests a second of one account, and of one address; ten times as many may come at once after a pause. */
  readonly requestsPerSecond: number;
  /** Calls of one account to one resource of API v2 that are answered at a time. */
  readonly callsAtOnce: number;
  /** Calls of one account to one resource of API v2 in a window, which moves on with the time. */
  readonly calls: number;
  readonly callWindowSeconds: number;
  /** How long a session of API v2 lives on without being used. */
  readonly sessionMinutes: number;
}

/** Thousands of held scans fit, and one program that runs wild does not. Calls of API v2: as a standard account has them. */
export const DEFAULT_LIMITS: Limits = {
  connections: 8192,
  connectionsPerAddress: 4096,
  requestsAtOnce: 4096,
  requestsPerSecond: 200,
  callsAtOnce: 2,
  calls: 300,
  callWindowSeconds: 3600,
  sessionMinutes: 60,
};

/** A rate that allows ten seconds' worth at once. */
export const rateOf = (perSecond: number) => ({ perSecond, burst: perSecond * 10 });

/** Times that nobody legitimate needs, in milliseconds. */
export const PATIENCE = {
  /** Until the head of a request is there, and until a TLS handshake is done. */
  head: 15_000,
  /** Until a request is there as a whole. */
  request: 30_000,
  /** Between two requests of a connection. */
  idle: 72_000,
  /** Without a byte being taken of a reply that has bytes to give. A held scan is given one every few seconds. */
  stall: 60_000,
  /** How often late heads and requests are looked for. */
  inspection: 1000,
} as const;
