const PROTOCOL = Buffer.from([0xfe, 0x53, 0x4d, 0x42]);
const HEADER_BYTES = 64;

/** Commands of SMB 2 that are used here (MS-SMB2, 2.2.1). */
export const SMB = { NEGOTIATE: 0, SESSION_SETUP: 1, TREE_CONNECT: 3 } as const;

/** Status codes (MS-ERREF). */
export const STATUS = { SUCCESS: 0, MORE_PROCESSING: 0xc0000016 } as const;

/** Where a session stands: the next message, and the session and tree that the server named. */
export interface SmbState {
  readonly message: number;
  readonly session: Buffer;
}

/** One message with the four bytes of length that go before it on TCP. */
export const smbMessage = (command: number, { message, session }: SmbState, body: Buffer): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  PROTOCOL.copy(header);
  header.writeUInt16LE(HEADER_BYTES, 4);
  header.writeUInt16LE(1, 6);
  header.writeUInt16LE(command, 12);
  header.writeUInt16LE(31, 14);
  header.writeUInt32LE(message, 24);
  header.writeUInt32LE(0xfeff, 32);
  session.copy(header, 40);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length + body.length, 0);
  return Buffer.concat([length, header, body]);
};

/** An answer: its status, the session, and what follows the header. */
export interface SmbAnswer {
  readonly status: number;
  readonly session: Buffer;
  readonly body: Buffer;
}

/** Whether a message is complete. */
export const isWholeSmb = (heard: Buffer): boolean =>
  heard.length >= 4 && heard.length >= 4 + (heard.readUInt32BE(0) & 0xff_ffff);

/** Reads an answer. Throws an `Error` for what is none. */
export const readSmb = (heard: Buffer): SmbAnswer => {
  const message = heard.subarray(4);
  if (message.length < HEADER_BYTES + 8 || !message.subarray(0, 4).equals(PROTOCOL))
    throw new Error('it does not speak SMB 2');
  return {
    status: message.readUInt32LE(8),
    session: Buffer.from(message.subarray(40, 48)),
    body: message.subarray(HEADER_BYTES),
  };
};

const NTLM = Buffer.from('NTLMSSP\0');
// Unicode, NTLM, no domain and no workstation: as much as an anonymous log-in needs.
const NTLM_FLAGS = 0xa0080205;
// The same, and that there is no user.
const NTLM_ANONYMOUS_FLAGS = 0xa0080a05;

/** The message that begins an NTLM log-in. */
export const ntlmNegotiate = (): Buffer => {
  const rest = Buffer.alloc(24);
  rest.writeUInt32LE(1, 0);
  rest.writeUInt32LE(NTLM_FLAGS, 4);
  return Buffer.concat([NTLM, rest]);
};

/** The message that ends it, for nobody: no user, no domain, and an answer of one zero byte. */
export const ntlmAnonymous = (): Buffer => {
  const rest = Buffer.alloc(56);
  const end = NTLM.length + rest.length;
  rest.writeUInt32LE(3, 0);
  const fields = [1, 0, 0, 0, 0, 0];
  for (const [index, length] of fields.entries()) {
    rest.writeUInt16LE(length, 4 + index * 8);
    rest.writeUInt16LE(length, 6 + index * 8);
    rest.writeUInt32LE(index === 0 ? end : end + 1, 8 + index * 8);
  }
  rest.writeUInt32LE(NTLM_ANONYMOUS_FLAGS, 52);
  return Buffer.concat([NTLM, rest, Buffer.from([0])]);
};
