/** The visible text of tokens, without formatting. */
export function visibleText(tokens) {
  const shown = tokens.filter(({ type }) => type !== 'space' && type !== 'hr');
  return shown
    .map(token => `${seenOf(token)}${token.type === 'checkbox' ? '' : '\n'}`)
    .join('')
    .trimEnd();
}

const inLine = tokens => tokens.map(seenOf).join('');

function seenOf(token) {
  switch (token.type) {
    case 'blockquote':
      return visibleText(token.tokens);
    case 'list':
      return token.items
        .map(item => `${token.ordered ? `${numberOf(item)}. ` : ''}${visibleText(item.tokens)}`)
        .join('\n');
    case 'table':
      return [token.header, ...token.rows].map(row => row.map(cell => inLine(cell.tokens)).join(' ')).join('\n');
    case 'checkbox':
      return token.checked ? '✓ ' : '';
    case 'br':
      return '\n';
    case 'code':
    case 'codespan':
    case 'escape':
    case 'address':
      return token.text;
    case 'paragraph':
    case 'heading':
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
    case 'text':
      return token.tokens ? inLine(token.tokens) : token.text;
    default:
      return token.raw;
  }
}

/** The number of a list item, without leading zeros; `undefined` if it has none. */
export function numberOf({ raw }) {
  const [, digits] = raw.match(/^\s*(\d+)/u) ?? [];
  return digits && Number(digits);
}
