/**
 * The values that the API's documentation allows in one place: one of a list, text of a form, or any text.
 * `extensions` are those that its list lacks and that its own samples, later releases or our server have.
 */
export type Values =
  | {
      readonly tag: 'OneOf';
      readonly values: Readonly<Record<string, string>>;
      readonly extensions?: Readonly<Record<string, string>>;
    }
  | { readonly tag: 'Form'; readonly means: string; readonly fits: (text: string) => boolean }
  | { readonly tag: 'Any'; readonly means: string };

/** Whether a text is none of the values that are allowed. */
export const isOutside = (allowed: Values, text: string): boolean => {
  switch (allowed.tag) {
    case 'OneOf':
      return !Object.hasOwn(allowed.values, text) && !Object.hasOwn(allowed.extensions ?? {}, text);
    case 'Form':
      return !allowed.fits(text);
    case 'Any':
      return false;
  }
};
