import type { Fields } from '@openguard/codec';

/** What an element may hold: names of attributes (with `!` where one must be there) and children, `#text` for text. */
export type ContentModel = Readonly<Record<string, readonly string[]>>;

type Names = Map<string, Set<string>>;

const add = (model: Names, element: string, names: readonly string[]): void => {
  const known = model.get(element) ?? new Set();
  for (const name of names) known.add(name);
  model.set(element, known);
};

const plain = (model: Names): ContentModel =>
  Object.fromEntries([...model].sort().map(([element, names]) => [element, [...names].sort()]));

/** The content model that a DTD declares. */
export const modelOfDtd = (dtd: string): ContentModel => {
  const model: Names = new Map();
  const entities = new Map<string, string>();
  const declarations = dtd.replace(/<!--.*?-->/gs, '').matchAll(/<!([A-Z]+)\s+(%\s+)?([\w-]+)\s*([^>]*)>/g);
  for (const [, kind, , name = '', rest = ''] of declarations) {
    const body = rest.replace(/%([\w-]+);/g, (_, entity: string) => entities.get(entity) ?? '');
    if (kind === 'ENTITY') entities.set(name, /"([^"]*)"/.exec(body)?.[1] ?? '');
    if (kind === 'ELEMENT') {
      const text = body.includes('#PCDATA') ? ['#text'] : [];
      add(
        model,
        name,
        [...text, ...(body.replace('#PCDATA', '').match(/[A-Z][\w-]*/g) ?? [])].filter(
          (word) => word !== 'EMPTY',
        ),
      );
    }
    if (kind === 'ATTLIST') {
      for (const [, attribute = '', need] of body.matchAll(
        /([\w-]+)\s+(?:CDATA|\([^)]*\))\s+#(IMPLIED|REQUIRED)/g,
      )) {
        add(model, name, [`@${attribute}${need === 'REQUIRED' ? '!' : ''}`]);
      }
    }
  }
  return plain(model);
};

interface Declared {
  readonly tagName: string;
  readonly fields: Fields;
}

const isDeclared = (type: object): type is Declared => 'tagName' in type && 'fields' in type;

const collect = (model: Names, { tagName, fields }: Declared): void => {
  add(model, tagName, []);
  for (const { place, name, occurs, type } of Object.values(fields)) {
    if (place === 'content') add(model, tagName, ['#text']);
    if (place === 'attribute') add(model, tagName, [`@${name}${occurs === 'one' ? '!' : ''}`]);
    if (place !== 'child') continue;
    add(model, tagName, [name]);
    if (isDeclared(type)) collect(model, type);
  }
};

/** The content model of a declaration and of everything below it. */
export const modelOfDeclaration = (root: Declared): ContentModel => {
  const model: Names = new Map();
  collect(model, root);
  return plain(model);
};
