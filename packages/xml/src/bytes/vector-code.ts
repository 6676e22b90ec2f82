/** Instructions of WebAssembly, as they are written: those that it takes to look at sixteen bytes at a time. */
export type Code = readonly number[];

/** Bytes that are looked at together. */
export const VECTOR = 16;

const I32 = 0x7f;
const V128 = 0x7b;

/** A whole number from 0, seven bits a byte. */
const unsigned = (value: number): Code =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];

/** The same of a number with a sign. */
const signed = (value: number): Code =>
  value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];

const of =
  (...instruction: Code) =>
  (a: Code): Code => [...a, ...instruction];
const ofTwo =
  (...instruction: Code) =>
  (a: Code, b: Code): Code => [...a, ...b, ...instruction];
const at =
  (...instruction: Code) =>
  (address: Code, offset = 0): Code => [...address, ...instruction, 0, ...unsigned(offset)];

/** The local variables by their numbers, what the function is given first. */
export const get = (local: number): Code => [0x20, local];
export const set = (local: number, value: Code): Code => [...value, 0x21, local];

/** Whole numbers. Only their bits are compared: none is below 0. */
export const int = (value: number): Code => [0x41, ...signed(value)];
export const add = ofTwo(0x6a);
export const times = ofTwo(0x6c);
export const either = ofTwo(0x72);
export const isZero = of(0x45);
export const isSame = ofTwo(0x46);
export const isOther = ofTwo(0x47);
export const isBelow = ofTwo(0x49);
export const isAtMost = ofTwo(0x4d);
export const isAtLeast = ofTwo(0x4f);
/** The place of the lowest bit that is set. */
export const lowestBit = of(0x68);

/** What stands in the memory at an address and an offset to it; the lowest byte of a number comes first. */
export const byteAt = at(0x2d);
export const pairAt = at(0x2f);
export const intAt = at(0x28);
export const vectorAt = at(0xfd, 0x00);
export const put = (address: Code, offset: number, value: Code): Code => [
  ...address,
  ...value,
  0x36,
  0,
  ...unsigned(offset),
];

/** Sixteen bytes together; comparing them sets all bits of those of which it is true. */
export const all = (byte: number): Code => [...int(byte), 0xfd, 0x0f];
export const same = ofTwo(0xfd, 0x23);
export const below = ofTwo(0xfd, 0x26);
export const and = ofTwo(0xfd, 0x4e);
export const andNot = ofTwo(0xfd, 0x4f);
export const or = ofTwo(0xfd, 0x50);
export const xor = ofTwo(0xfd, 0x51);
export const isAny = of(0xfd, 0x53);
/** The highest bit of each byte. */
export const highBits = of(0xfd, 0x64);

/** What is left goes on behind it. */
export const block = (...body: readonly Code[]): Code => [0x02, 0x40, ...body.flat(), 0x0b];
/** What is left begins again; at its end it goes on. */
export const loop = (...body: readonly Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0b];
export const when = (condition: Code, ...body: readonly Code[]): Code => [
  ...condition,
  0x04,
  0x40,
  ...body.flat(),
  0x0b,
];
/** Leaves what stands around: the innermost is 0. */
export const leave = (around: number): Code => [0x0c, around];
export const leaveWhen = (around: number, condition: Code): Code => [...condition, 0x0d, around];

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];

/**
 * A module with one function, "f", from whole numbers to a whole number, on a memory "m" that it is given.
 *
 * @param numbers how many numbers the function is given
 * @param others how many further variables it has for numbers; one for a vector comes last
 */
const moduleOf = (numbers: number, others: number, body: readonly Code[]): Uint8Array<ArrayBuffer> => {
  const code = [2, others, I32, 1, V128, ...body.flat(), 0x0b];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // WebAssembly, version 1
    ...section(1, [1, 0x60, numbers, ...Array.from({ length: numbers }, () => I32), 1, I32]),
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 1]), // the memory has a page at least
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x66, 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
};

/** A function to be had for any memory. */
export type Compiled = (memory: WebAssembly.Memory) => (...numbers: readonly number[]) => number;

/** Compiles a function, once it is asked for; `undefined` where that is forbidden or vectors are not known. */
export const compiling = (...code: Parameters<typeof moduleOf>): (() => Compiled | undefined) => {
  let compiled: { readonly module: WebAssembly.Module | undefined } | undefined;
  return () => {
    compiled ??= { module: compile(moduleOf(...code)) };
    const { module } = compiled;
    if (module === undefined) return undefined;
    return (memory) => {
      const { f } = new WebAssembly.Instance(module, { m: { m: memory } }).exports;
      return f as ReturnType<Compiled>;
    };
  };
};

const compile = (code: Uint8Array<ArrayBuffer>): WebAssembly.Module | undefined => {
  if (!('WebAssembly' in globalThis)) return undefined;
  try {
    return new WebAssembly.Module(code);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
};
