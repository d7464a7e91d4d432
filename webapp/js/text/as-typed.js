import { leadsElsewhere } from './autolinks.js';
import { numberOf, visibleText } from './token-text.js';

const SAFE = /^(?:https?:\/\/|mailto:)/iu;
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;
const SPANS = new Set(['strong', 'em', 'del', 'codespan']);
const EMPTY = new Set(['space', 'hr', 'br', 'checkbox']);

/**
 * Replaces tokens that would show nothing, lose letters or hide where they lead by `typed` tokens, which are shown as
 * typed; with their addresses as links if `linked`.
 */
export function asTyped(tokens, text) {
  const shown = tokens.map(block).map(token => (loses(token.raw, [token]) ? typedBlock(token) : token));
  const isTyped = shown.length === 1 && shown[0].type === 'typed';
  return isTyped || loses(text, shown) || !isSeen(shown) ? [typedBlock({ raw: text })] : shown;
}

const typed = (raw, linked) => ({ type: 'typed', raw, linked });
const typedBlock = ({ raw }) => typed(raw.replace(/^\n+|\s+$/gu, ''), true);
const isSeen = tokens => VISIBLE.test(visibleText(tokens));
const loses = (text, tokens) => lettersIn(keptOfAll(tokens)) < lettersIn(text);
const lettersIn = text => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

function block(token) {
  if (EMPTY.has(token.type)) return token;
  const whole = { ...token };
  if (token.tokens) whole.tokens = token.tokens.map(token.type === 'blockquote' ? block : span);
  if (token.items) whole.items = token.items.map(item => ({ ...item, tokens: item.tokens.map(block) }));
  if (token.header) Object.assign(whole, { header: cells(token.header), rows: token.rows.map(cells) });
  return isSeen([whole]) ? whole : typedBlock(token);
}

const cells = row => row.map(cell => ({ ...cell, tokens: cell.tokens.map(span) }));

function span(token) {
  const whole = token.tokens ? { ...token, tokens: token.tokens.map(span) } : token;
  if (token.type === 'image') return typed(token.raw, true);
  if (token.type === 'link') return isHonest(whole) ? whole : typed(token.raw, !isSeen(whole.tokens));
  return SPANS.has(token.type) && !isSeen([whole]) ? typed(token.raw) : whole;
}

/** Whether a link is visible and leads where it seems to. */
function isHonest({ href, tokens }) {
  if (!SAFE.test(href) || !URL.canParse(href) || !isSeen(tokens)) return false;
  return !tokens.some(isOrHasLink) && !leadsElsewhere(visibleText(tokens), href);
}

const isOrHasLink = ({ type, tokens = [] }) => type === 'link' || type === 'address' || tokens.some(isOrHasLink);

const keptOfAll = tokens => tokens.map(kept).join('');

/** Everything of a token that is shown, or appears on hover. */
function kept({ type, raw, text, lang = '', href, title, checked, tokens, items, header, rows }) {
  if (type === 'code') return `${text}${lang}`;
  if (type === 'checkbox') return checked ? 'x' : '';
  if (type === 'list') return items.map(item => `${numberOf(item) ?? ''}${keptOfAll(item.tokens)}`).join('');
  if (type === 'table')
    return [header, ...rows]
      .flat()
      .map(cell => keptOfAll(cell.tokens))
      .join('');
  if (type === 'link') return `${keptOfAll(tokens)}${text !== href && raw.includes(href) ? href : ''}${title ?? ''}`;
  return tokens ? keptOfAll(tokens) : EMPTY.has(type) ? '' : (text ?? raw);
}
