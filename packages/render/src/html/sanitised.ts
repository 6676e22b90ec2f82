import sanitizeHtml from 'sanitize-html';
import { printableLines } from '../printable.js';
import { Markup } from './markup.js';

const TAGS = [
  'p',
  'br',
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'pre',
  'code',
  'tt',
  'a',
];

/**
 * HTML of a report, such as a diagnosis, with nothing left but paragraphs, lists, emphasis and links to other sites.
 * No script, style, image, form or name comes through.
 */
export const sanitised = (html: string): Markup =>
  new Markup(
    sanitizeHtml(printableLines(html), {
      allowedTags: TAGS,
      allowedAttributes: { a: ['href', 'rel'] },
      allowedSchemes: ['http', 'https'],
      allowProtocolRelative: false,
      disallowedTagsMode: 'discard',
      nestingLimit: 20,
      transformTags: {
        tt: 'code',
        a: (tagName, { href }) => ({
          tagName,
          attribs: { ...(href === undefined ? {} : { href }), rel: 'noreferrer noopener nofollow' },
        }),
      },
    }),
  );
