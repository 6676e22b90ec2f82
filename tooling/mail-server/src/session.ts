import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';

/** A letter as it came. */
export interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, to the byte. */
  readonly raw: string;
  readonly encrypted: boolean;
  readonly user?: string;
}

/**
 * How the server feels. `well`: it takes letters. A number with a place: it answers that there. `cut`: it drops
 * the connection in the middle of DATA. `mute`: it takes the letter and never says so. `doubtful`: it takes
 * the letter and drops the connection before it says so.
 */
export type Mood =
  | 'well'
  | 'cut'
  | 'mute'
  | 'doubtful'
  | {
      readonly at: 'greeting' | 'sender' | 'recipient' | 'data';
      readonly code: number;
      readonly text: string;
    };

/** The error that makes the library answer with a number. */
export const refusal = ({ code, text }: { readonly code: number; readonly text: string }): Error =>
  Object.assign(new Error(text), { responseCode: code });

/** Reads a letter to its end. */
export const readTaken = async (
  stream: SMTPServerDataStream,
  { envelope, secure, user }: SMTPServerSession,
): Promise<Taken> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    raw: Buffer.concat(chunks).toString('latin1'),
    encrypted: secure,
    ...(typeof user === 'string' ? { user } : {}),
  };
};
