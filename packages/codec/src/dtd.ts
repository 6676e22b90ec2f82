import type { Fields } from './element.js';

interface Declared {
  readonly tagName: string;
  readonly fields: Fields;
}

const isDeclared = (type: object): type is Declared => 'tagName' in type && 'fields' in type;

const MARKS = { one: '', optional: '?', many: '*' } as const;

const contentOf = (fields: Fields): string => {
  const all = Object.values(fields);
  const children = all.flatMap(({ place, name, occurs }) => (place === 'child' ? [{ name, occurs }] : []));
  const hasText = all.some(({ place }) => place === 'content');
  if (hasText && children.length === 0) return '(#PCDATA)';
  if (hasText) return `(#PCDATA|${children.map(({ name }) => name).join('|')})*`;
  if (children.length === 0) return 'EMPTY';
  return `(${children.map(({ name, occurs }) => `${name}${MARKS[occurs]}`).join(',')})`;
};

const attributesOf = (tagName: string, fields: Fields): string => {
  const lines = Object.values(fields).flatMap(({ place, name, occurs }) =>
    place === 'attribute' ? [`\n    ${name} CDATA ${occurs === 'one' ? '#REQUIRED' : '#IMPLIED'}`] : [],
  );
  return lines.length === 0 ? '' : `<!ATTLIST ${tagName}${lines.join('')}>\n`;
};

const collect = ({ tagName, fields }: Declared, found: Map<string, string>): void => {
  const declaration = `<!ELEMENT ${tagName} ${contentOf(fields)}>\n${attributesOf(tagName, fields)}`;
  const known = found.get(tagName);
  if (known === declaration) return;
  if (known !== undefined) throw new TypeError(`${tagName} is declared in two ways, which no DTD can say`);
  found.set(tagName, declaration);
  for (const { place, type } of Object.values(fields)) {
    if (place === 'child' && isDeclared(type)) collect(type, found);
  }
};

/**
 * The DTD that a declaration and all below it stand for: what the declaration writes is valid against it. Children
 * stand in the order of declaration; repeated ones may be none.
 *
 * @throws TypeError when one name is declared in two ways
 */
export const dtdOf = (root: Declared): string => {
  const found = new Map<string, string>();
  collect(root, found);
  return [...found.values()].join('');
};
