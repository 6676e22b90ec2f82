import {
  add,
  all,
  and,
  block,
  byteAt,
  compiling,
  get,
  highBits,
  int,
  intAt,
  isAny,
  isAtLeast,
  isAtMost,
  isBelow,
  isOther,
  isSame,
  isZero,
  leave,
  leaveWhen,
  loop,
  lowestBit,
  or,
  pairAt,
  put,
  same,
  set,
  times,
  vectorAt,
  VECTOR,
  type Code,
  when,
  xor,
} from '../bytes/vector-code.js';
import {
  BLANKS_FROM,
  BLANKS_TO,
  FATES,
  FOUND,
  FOUND_LEAVES,
  FOUND_NAME,
  FOUND_TOKEN,
  LEAF,
  LEAVES,
  LENGTH,
  MASK,
  MOST_LEAVES,
  NAME,
  NEXT,
  PASSAGE,
  STOP,
  TELL,
  TURN,
  TURNS,
} from './layout.js';

const LESS = 0x3c;
const GREATER = 0x3e;
const AMPERSAND = 0x26;
const CLOSE_BRACKET = 0x5d;
/** `<![CDATA[` in two words and a byte, and `]>`. */
const CDATA = [0x435b213c, 0x41544144, 0x5b] as const;
const CDATA_END = 0x3e5d;
const CDATA_LENGTH = 9;
const CDATA_END_LENGTH = 3;

// What the function is given: where it begins, where the window ends, the name of the element that is open, and that of
// the one around it, plus one, if that may end and begin again.
const I = 0;
const END = 1;
const OPEN = 2;
const AROUND = 3;
// Its own: where the text began, and where what is told of it begins and ends; how many leaves it has noted; and what it
// has at hand.
const TOKEN = 4;
const FROM = 5;
const TO = 6;
const NOTED = 7;
const FOUND_BITS = 8;
const PASSED = 9;
const BYTES = 10;
const LEFT = 11;
const AT = 12;
const VECTOR_AT_HAND = 13;

const i = get(I);
const here = get(AT);
const passed = get(PASSED);
const NOWHERE = int(0);
const step = (local: number, by: number) => set(local, add(get(local), int(by)));
const noteIn = (field: number, value: number) => put(NOWHERE, FOUND + field * 4, get(value));
const isFate = (name: Code, fate: number) => isSame(byteAt(name, FATES), int(fate));

/** `I` is at the next `<`, `>` or `&`: the first two differ in one bit. */
const findMarkup = [
  loop(
    set(VECTOR_AT_HAND, vectorAt(i)),
    set(
      FOUND_BITS,
      highBits(
        or(
          same(or(get(VECTOR_AT_HAND), all(LESS ^ GREATER)), all(GREATER)),
          same(get(VECTOR_AT_HAND), all(AMPERSAND)),
        ),
      ),
    ),
    step(I, VECTOR),
    leaveWhen(0, isZero(get(FOUND_BITS))),
  ),
  set(I, add(add(i, int(-VECTOR)), lowestBit(get(FOUND_BITS)))),
];

/** What is left if the known passage at `PASSED` does not stand here; if it does, `AT` and `LEFT` are at its last vector. */
const comparePassage = [
  set(LEFT, intAt(passed, LENGTH)),
  leaveWhen(0, isZero(get(LEFT))),
  leaveWhen(0, isAtLeast(add(i, get(LEFT)), get(END))),
  when(intAt(passed, TURNS), leaveWhen(1, isOther(intAt(passed, TURNS), get(AROUND)))),
  set(AT, i),
  set(BYTES, passed),
  block(
    loop(
      leaveWhen(1, isAtMost(get(LEFT), int(VECTOR))),
      leaveWhen(2, isAny(xor(vectorAt(here), vectorAt(get(BYTES))))),
      step(AT, VECTOR),
      step(BYTES, VECTOR),
      step(LEFT, -VECTOR),
      leave(0),
    ),
  ),
  leaveWhen(0, isAny(and(xor(vectorAt(here), vectorAt(get(BYTES))), vectorAt(passed, MASK)))),
];

/** Looks at each passage that is known of the name; what stands two around is left when one of them stands here. */
const findPassage = [
  set(PASSED, times(get(OPEN), int(NAME))),
  set(FOUND_BITS, add(passed, int(NAME))),
  loop(
    block(...comparePassage, leave(2)),
    step(PASSED, PASSAGE),
    leaveWhen(0, isBelow(passed, get(FOUND_BITS))),
  ),
];

/** One more leaf in the list. */
const note = (name: Code, from: Code, to: Code) => [
  set(AT, times(get(NOTED), int(LEAF * 4))),
  put(here, LEAVES, name),
  put(here, LEAVES + 4, from),
  put(here, LEAVES + 8, to),
  step(NOTED, 1),
];

/** An element that is told is a leaf: its text without references, or the inside of a CDATA section. */
const noteLeaf = when(
  isFate(get(OPEN), TELL),
  when(isZero(get(TO)), set(FROM, get(TOKEN)), set(TO, i)),
  ...note(get(OPEN), get(FROM), get(TO)),
);

const noteTurn = when(
  intAt(passed, TURNS),
  ...note(int(TURN), add(i, intAt(passed, BLANKS_FROM)), add(i, intAt(passed, BLANKS_TO))),
);

/** `AT` is behind the `]` of the next `]]>`. What is left around if there is none is `otherwise`, seen from here. */
const findCdataEnd = (otherwise: number) =>
  loop(
    block(
      set(FOUND_BITS, highBits(same(vectorAt(here), all(CLOSE_BRACKET)))),
      leaveWhen(0, get(FOUND_BITS)),
      step(AT, VECTOR),
      leaveWhen(otherwise + 2, isAtLeast(here, get(END))),
      leave(1),
    ),
    set(AT, add(here, add(lowestBit(get(FOUND_BITS)), int(1)))),
    leaveWhen(otherwise + 1, isAtLeast(add(here, int(1)), get(END))),
    leaveWhen(0, isOther(pairAt(here), int(CDATA_END))),
  );

/**
 * Reads text in an element, the passage behind it if that is known, text in the next, and so on, as long as it can.
 * Gives back how far it came; all before is checked. It stops at everything else, and at the end of the window.
 */
export const compiledRun = compiling(4, 9, [
  set(TOKEN, i),
  block(
    loop(
      ...findMarkup,
      leaveWhen(1, isAtLeast(i, get(END))),
      leaveWhen(1, isOther(byteAt(i), int(LESS))),
      // Behind a CDATA section that is told nothing may stand but the end of its element.
      when(get(TO), leaveWhen(2, isOther(i, add(get(TO), int(CDATA_END_LENGTH))))),
      block(
        block(...findPassage, leave(1)),
        leaveWhen(2, isFate(intAt(passed, NEXT), STOP)),
        leaveWhen(2, isAtLeast(get(NOTED), int(MOST_LEAVES - 1))),
        noteLeaf,
        noteTurn,
        set(OPEN, intAt(passed, NEXT)),
        set(I, add(i, intAt(passed, LENGTH))),
        set(TOKEN, i),
        set(TO, int(0)),
        leave(1),
      ),
      // A CDATA section is text, too: in what is not told, and where it is all of what is.
      leaveWhen(1, get(TO)),
      when(isFate(get(OPEN), TELL), leaveWhen(2, isOther(i, get(TOKEN)))),
      ...CDATA.map((part, index) =>
        leaveWhen(1, isOther((index === 2 ? byteAt : intAt)(i, index * 4), int(part))),
      ),
      set(AT, add(i, int(CDATA_LENGTH))),
      findCdataEnd(1),
      when(isFate(get(OPEN), TELL), set(FROM, add(i, int(CDATA_LENGTH))), set(TO, add(here, int(-1)))),
      set(I, add(here, int(2))),
      when(isZero(get(TO)), set(TOKEN, i)),
      leave(0),
    ),
  ),
  // It was not all that is told of its element.
  when(get(TO), set(I, get(TOKEN))),
  noteIn(FOUND_LEAVES, NOTED),
  noteIn(FOUND_TOKEN, TOKEN),
  noteIn(FOUND_NAME, OPEN),
  i,
]);
