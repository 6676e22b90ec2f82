import { REFUSALS, type Refused } from '@openguard/protocol';

/** When to come again to a server that stops: most likely it is being started anew. */
export const RETRY_AFTER_SECONDS = 10;

/** What is said to whoever asks for something new of a server that stops. */
export const STOPPING: Refused = {
  number: REFUSALS.internal,
  text: 'The server stops now and begins nothing new; try again in a few seconds.',
};
