/** A user name and a password as a request carries them. */
export interface Presented {
  readonly user: string;
  readonly password: string;
}

/** Reads an Authorization header of the Basic scheme (RFC 2617 §2); `undefined` when it is none. */
export const basicCredentials = (header: string | undefined): Presented | undefined => {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
};
