import { converse, type Conversation } from './conversation.js';
import { tcpService, type Probe } from './probe.js';
import {
  isWholeSmb,
  ntlmAnonymous,
  ntlmNegotiate,
  readSmb,
  SMB,
  smbMessage,
  STATUS,
  type SmbAnswer,
  type SmbState,
} from './smb-message.js';

const DIALECTS = [0x0202, 0x0210, 0x0300];

const negotiateBody = (): Buffer => {
  const body = Buffer.alloc(36 + 2 * DIALECTS.length);
  body.writeUInt16LE(36, 0);
  body.writeUInt16LE(DIALECTS.length, 2);
  body.writeUInt16LE(1, 4);
  body.fill(0x4f, 12, 28);
  for (const [index, dialect] of DIALECTS.entries()) body.writeUInt16LE(dialect, 36 + 2 * index);
  return body;
};

const sessionBody = (token: Buffer): Buffer => {
  const body = Buffer.alloc(24);
  body.writeUInt16LE(25, 0);
  body.writeUInt8(1, 3);
  body.writeUInt16LE(88, 12);
  body.writeUInt16LE(token.length, 14);
  return Buffer.concat([body, token]);
};

const treeBody = (path: string): Buffer => {
  const name = Buffer.from(path, 'utf16le');
  const body = Buffer.alloc(8);
  body.writeUInt16LE(9, 0);
  body.writeUInt16LE(72, 4);
  body.writeUInt16LE(name.length, 6);
  return Buffer.concat([body, name]);
};

const exchange = async (
  conversation: Conversation,
  command: number,
  state: SmbState,
  body: Buffer,
): Promise<SmbAnswer> => {
  conversation.send(smbMessage(command, state, body));
  return readSmb(await conversation.hear(isWholeSmb));
};

/** Windows file sharing: whether somebody without a name gets a session, and in it the share that leads to names. */
export const smbProbe: Probe = {
  name: 'SMB null session',
  checks: ['smb_null_session'],
  looksAt: (port) => tcpService(['microsoft-ds', 'netbios-ssn'])(port) && port.number !== 139,
  ask: async (place, signal) => {
    const conversation = await converse({ ...place, ssl: false }, signal);
    const nobody = Buffer.alloc(8);
    try {
      const agreed = await exchange(
        conversation,
        SMB.NEGOTIATE,
        { message: 0, session: nobody },
        negotiateBody(),
      );
      if (agreed.status !== STATUS.SUCCESS) throw new Error('it agrees to no version of SMB 2 or 3.0');
      const begun = await exchange(
        conversation,
        SMB.SESSION_SETUP,
        { message: 1, session: nobody },
        sessionBody(ntlmNegotiate()),
      );
      if (begun.status !== STATUS.MORE_PROCESSING) return [];
      const { session } = begun;
      const entered = await exchange(
        conversation,
        SMB.SESSION_SETUP,
        { message: 2, session },
        sessionBody(ntlmAnonymous()),
      );
      if (entered.status !== STATUS.SUCCESS) return [];
      const tree = await exchange(
        conversation,
        SMB.TREE_CONNECT,
        { message: 3, session },
        treeBody(`\\\\${place.host}\\IPC$`),
      );
      return tree.status === STATUS.SUCCESS
        ? [{ check: 'smb_null_session', result: 'A session without a user name may use the share IPC$.' }]
        : [];
    } finally {
      conversation.close();
    }
  },
};
