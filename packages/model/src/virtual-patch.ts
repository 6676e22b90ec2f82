/** A rule of another vendor's product that shields from a weakness until it is mended; it stands in SOLUTION (6.17). */
export interface VirtualPatch {
  readonly number: string;
  readonly title: string;
  /** Whose product, as the text names it. */
  readonly vendor?: string;
}
