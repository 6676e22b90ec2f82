// XML 1.0 §2.2: everything that is not a Char.
const FORBIDDEN = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]');

const NAME_START =
  ':A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const NAME_REST = '\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040';
const NAME = new RegExp(`^[${NAME_START}][${NAME_START}${NAME_REST}]*$`, 'u');
const NMTOKEN = new RegExp(`^[${NAME_START}${NAME_REST}]+$`, 'u');

/** Whether a text is an XML name. */
export const isXmlName = (text: string): boolean => NAME.test(text);

/** Whether a text is made of characters of names. */
export const isXmlNameToken = (text: string): boolean => NMTOKEN.test(text);

/** Whether every character of a text may stand in XML. */
export const isXmlText = (text: string): boolean => !FORBIDDEN.test(text) && text.isWellFormed();

/** Whether a code point is a character that may stand in XML. */
export const isXmlCharacter = (code: number): boolean =>
  (code >= 0x20 && code <= 0xd7ff) ||
  code === 0xa ||
  code === 0x9 ||
  code === 0xd ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);
