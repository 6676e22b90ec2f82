export { firstMismatch, type Mismatch } from './describe-errors.js';
export { dtdOf } from './dtd.js';
export { element, type AnyField, type Element, type Fields, type Meaning, type Reading } from './element.js';
export {
  attribute,
  child,
  content,
  many,
  one,
  optional,
  type Field,
  type Occurs,
  type TextType,
} from './field.js';
export { noticesOf, type Declared, type Unknown } from './notices.js';
export { declaredOf, pick, wholeOf } from './selection.js';
export { NumberFromText, Text } from './text.js';
