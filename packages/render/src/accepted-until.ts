import type { Acceptance } from '@openguard/model';

/** The last day on which a risk is accepted, UTC. */
export const acceptedUntil = ({ until }: Pick<Acceptance, 'until'>): string =>
  new Date(until - 1).toISOString().slice(0, 10);
