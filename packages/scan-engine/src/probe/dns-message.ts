const HEADER_BYTES = 12;
const IN = 1;
const RECURSION_DESIRED = 0x0100;
const RECURSION_AVAILABLE = 0x0080;

/** Types and classes of questions that are asked here. */
export const DNS = { PTR: 12, SOA: 6, TXT: 16, AXFR: 252, IN, CHAOS: 3 } as const;

const nameOf = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter((label) => label !== '')
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ]);

/** A question in the form of RFC 1035, with recursion desired. */
export const dnsQuestion = (id: number, name: string, type: number, kind: number = IN): Buffer => {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt16BE(id, 0);
  head.writeUInt16BE(RECURSION_DESIRED, 2);
  head.writeUInt16BE(1, 4);
  const tail = Buffer.alloc(4);
  tail.writeUInt16BE(type, 0);
  tail.writeUInt16BE(kind, 2);
  return Buffer.concat([head, nameOf(name), tail]);
};

/** What an answer says, as far as it matters here. */
export interface DnsAnswer {
  readonly id: number;
  /** RFC 1035, RCODE: 0 is no error, 5 is refused. */
  readonly code: number;
  readonly recursive: boolean;
  readonly answers: number;
  /** Type and data of the first record; absent when there is none. */
  readonly first?: { readonly type: number; readonly data: Buffer };
}

const pastName = (message: Buffer, at: number): number => {
  let next = at;
  for (;;) {
    const length = message.readUInt8(next);
    if (length === 0) return next + 1;
    if (length >= 0xc0) return next + 2;
    next += 1 + length;
  }
};

const firstRecord = (message: Buffer, questions: number): DnsAnswer['first'] => {
  let at = HEADER_BYTES;
  for (let left = questions; left > 0; left -= 1) at = pastName(message, at) + 4;
  at = pastName(message, at);
  const length = message.readUInt16BE(at + 8);
  return { type: message.readUInt16BE(at), data: message.subarray(at + 10, at + 10 + length) };
};

const isTooShort = (error: unknown): boolean => error instanceof RangeError;

/** Reads an answer; `undefined` for what is none. */
export const readDnsAnswer = (message: Buffer): DnsAnswer | undefined => {
  if (message.length < HEADER_BYTES) return undefined;
  const flags = message.readUInt16BE(2);
  const answers = message.readUInt16BE(6);
  if ((flags & 0x8000) === 0) return undefined;
  try {
    const first = answers > 0 ? firstRecord(message, message.readUInt16BE(4)) : undefined;
    return {
      id: message.readUInt16BE(0),
      code: flags & 0x000f,
      recursive: (flags & RECURSION_AVAILABLE) !== 0,
      answers,
      ...(first === undefined ? {} : { first }),
    };
  } catch (error) {
    // Buffers refuse to be read beyond their end.
    if (isTooShort(error)) return undefined;
    throw error;
  }
};
