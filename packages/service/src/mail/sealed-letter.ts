import type { OutgoingMail } from '@openguard/model';
import * as t from 'io-ts';
import type { Letter } from './mailer.js';
import type { Opened, Sealing } from '../sealing.js';

/** What of a letter is sealed until it is delivered. `secret` stands in the text, and in no line of a log. */
const Contents = t.type({ name: t.string, subject: t.string, text: t.string, secret: t.string });

/** What of a letter is sealed. */
export type LetterContents = t.TypeOf<typeof Contents>;

type Envelope = Pick<OutgoingMail, 'id' | 'account' | 'to'>;

const placeOf = ({ id, account, to }: Envelope): readonly string[] => [id, account, to];

/** Seals a letter so that it opens in that mail alone. */
export const sealLetter = (sealing: Sealing, envelope: Envelope, contents: LetterContents): string =>
  sealing.seal(JSON.stringify(Contents.encode(contents)), placeOf(envelope));

/** A letter with what may be told of it to nobody, or why there is none. */
export type OpenedLetter =
  | { readonly tag: 'opened'; readonly letter: Letter; readonly secret: string }
  | Exclude<Opened, { tag: 'opened' }>;

/** Opens the letter of a mail. */
export const openLetter = (sealing: Sealing, mail: Envelope & Pick<OutgoingMail, 'sealed'>): OpenedLetter => {
  const opened = sealing.open(mail.sealed ?? '', placeOf(mail));
  if (opened.tag !== 'opened') return opened;
  // Nobody else can have written it.
  const contents = Contents.decode(JSON.parse(opened.text));
  if (contents._tag === 'Left') return { tag: 'broken' };
  const { name, subject, text, secret } = contents.right;
  return { tag: 'opened', letter: { id: mail.id, to: { name, address: mail.to }, subject, text }, secret };
};
