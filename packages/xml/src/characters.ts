// XML 1.0 §2.2: everything that is not a Char. Surrogates cannot come out of a UTF-8 decoder.
// eslint would flag the control characters: they are what this looks for.
const FORBIDDEN = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]');

const NAME_START =
  ':A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const NAME_PATTERN = new RegExp(
  `^[${NAME_START}][${NAME_START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*$`,
  'u',
);

/** Whether a text is an XML name. */
export const isXmlName = (text: string): boolean => NAME_PATTERN.test(text);

/** Whether every character of a text may stand in XML. */
export const isXmlText = (text: string): boolean => !FORBIDDEN.test(text) && text.isWellFormed();
