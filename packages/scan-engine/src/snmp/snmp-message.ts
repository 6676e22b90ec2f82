const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTETS = 0x04;
const NULL = 0x05;
const OBJECT = 0x06;
const GET = 0xa0;
const RESPONSE = 0xa2;

/** Versions as messages count them. */
export const SNMP_VERSIONS = { v1: 0, v2c: 1 } as const;

/** A value of BER; all that is sent here is shorter than 128 bytes. */
const ber = (tag: number, ...content: readonly (Uint8Array | number)[]): Buffer => {
  const bytes = Buffer.concat(content.map((item) => (typeof item === 'number' ? Buffer.from([item]) : item)));
  return Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
};

// 1.3.6.1.2.1.1.1.0: what the system says it is.
const DESCRIPTION = ber(OBJECT, 0x2b, 6, 1, 2, 1, 1, 1, 0);

/** The question what the system says it is, with a community of 64 bytes at most. */
export const snmpQuestion = (version: number, community: string): Buffer =>
  ber(
    SEQUENCE,
    ber(INTEGER, version),
    ber(OCTETS, Buffer.from(community)),
    ber(
      GET,
      ber(INTEGER, 0x4f, 0x47),
      ber(INTEGER, 0),
      ber(INTEGER, 0),
      ber(SEQUENCE, ber(SEQUENCE, DESCRIPTION, ber(NULL))),
    ),
  );

const lengthAt = (bytes: Buffer, at: number): { readonly length: number; readonly next: number } => {
  const short = bytes[at] ?? 0;
  if (short < 0x80) return { length: short, next: at + 1 };
  const count = short & 0x7f;
  const length =
    count > 0 && count < 5 && at + 1 + count <= bytes.length ? bytes.readUIntBE(at + 1, count) : 0;
  return { length, next: at + 1 + count };
};

/** The description in an answer; `undefined` for other messages. */
export const descriptionIn = (answer: Buffer): string | undefined => {
  const at = answer.indexOf(DESCRIPTION);
  const value = at + DESCRIPTION.length;
  if (at === -1 || !answer.includes(RESPONSE) || answer[value] !== OCTETS) return undefined;
  const { length, next } = lengthAt(answer, value + 1);
  return answer.subarray(next, next + length).toString('latin1');
};
