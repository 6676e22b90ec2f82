import { decode, type DecodedPacket } from 'dns-packet';

/** Reads what a name server says; `undefined` for what is no message. */
export const decodeDns = (message: Buffer): DecodedPacket | undefined => {
  try {
    return decode(message);
  } catch (error) {
    // What is no DNS message ends as a RangeError or an Error, depending on where it goes wrong.
    if (error instanceof Error) return undefined;
    throw error;
  }
};
