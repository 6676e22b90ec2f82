/** A piece of a condition's text. `at` counts characters from 1. */
export interface Token {
  readonly kind: 'operator' | 'parenthesis' | 'quoted' | 'word' | 'strange';
  readonly text: string;
  readonly at: number;
}

const NEXT =
  /\s*(?:(?<operator>>=|<=|!=|==|[=<>])|(?<parenthesis>[()])|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<word>[^\s()<>=!"']+)|(?<strange>\S))/y;

/** Cuts a condition's text into its pieces; what is none of them comes as one that is strange. */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  const next = new RegExp(NEXT);
  for (;;) {
    const from = next.lastIndex;
    const match = next.exec(text);
    if (match === null) return tokens;
    const { operator, parenthesis, double, single, word, strange = '' } = match.groups ?? {};
    const at = from + match[0].search(/\S/) + 1;
    const quoted = double ?? single;
    if (operator !== undefined)
      tokens.push({ kind: 'operator', text: operator === '==' ? '=' : operator, at });
    else if (parenthesis !== undefined) tokens.push({ kind: 'parenthesis', text: parenthesis, at });
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted, at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    else tokens.push({ kind: 'strange', text: strange, at });
  }
};
