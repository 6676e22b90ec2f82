/**
 * A letter to one person. `id` is the same at every attempt, so that one that comes twice can be told apart.
 * `name` may hold any characters; `address` is an e-mail address of printable ASCII.
 */
export interface Letter {
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

/**
 * What came of handing a letter over. `taken`: it is the mail system's now. `later`: it was not taken this
 * time. `never`: it was refused for good, and the same letter would be refused again. `reason` is one line,
 * and holds no secret of the mailer's.
 */
export type Handover =
  { readonly tag: 'taken' } | { readonly tag: 'later' | 'never'; readonly reason: string };

/** The port to what carries letters: a mail system, or whatever else their addresses name. */
export interface Mailer {
  /**
   * Hands a letter over. `secret` may be told to nobody, and signs what is posted to a webhook. It never rejects because of the mail system; an abort is a `later`.
   */
  readonly hand: (letter: Letter, signal?: AbortSignal, secret?: string) => Promise<Handover>;
}
