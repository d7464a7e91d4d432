import { html, nothing } from '../vendor.js';
import { link, withLinks } from './autolinks.js';
import { codeBlock } from './code-block.js';
import { tokensOf } from './grammar.js';
import { LruCache } from './lru-cache.js';
import { MentionPlaceholders } from './mention-placeholders.js';
import { numberOf, visibleText } from './token-text.js';

const THREE_DIGITS = 100;
const cache = new LruCache(1_000);
const plainCache = new LruCache(200);

/**
 * Renders a message's Markdown to templates. Anything else in it is shown as typed, and so is all of it if rendering
 * fails.
 */
export function markdown(text, mentions = new MentionPlaceholders(text)) {
  const known = cache.get(mentions.key);
  if (known) return known;
  const shown = rendered(text, mentions);
  cache.set(mentions.key, shown);
  return shown;
}

function rendered(text, mentions) {
  try {
    const tokens = tokensOf(mentions.text);
    if (!tokens) return html`<p>${withLinks(text)}</p>`;
    tokens.forEach(token => mentions.restore(token));
    return new Renderer(mentions).blocks(tokens);
  } catch (error) {
    reportError(error);
    return html`<p>${text}</p>`;
  }
}

/** The text that `markdown` shows, without formatting. */
export function plainText(text) {
  const known = plainCache.get(text);
  if (known !== undefined) return known;
  const tokens = tokensOf(text);
  const plain = tokens ? visibleText(tokens) : text;
  plainCache.set(text, plain);
  return plain;
}

/** Puts no space between tags, since it would be shown. */
class Renderer {
  #mentions;

  constructor(mentions) {
    this.#mentions = mentions;
  }

  blocks(tokens) {
    return tokens.map(token => this.#block(token));
  }

  #block(token) {
    switch (token.type) {
      case 'space':
        return nothing;
      case 'paragraph':
        return html`<p>${this.#inline(token.tokens)}</p>`;
      case 'heading':
        return html`<p class="hd">${this.#inline(token.tokens)}</p>`;
      case 'typed':
        return html`<p>${this.#span(token)}</p>`;
      case 'blockquote':
        return html`<blockquote>${this.blocks(token.tokens)}</blockquote>`;
      case 'code':
        return codeBlock(token.text, token.lang);
      case 'list':
        return this.#list(token);
      case 'table':
        return this.#table(token);
      case 'hr':
        return html`<hr>`;
      default:
        return this.#span(token); // in a tight list
    }
  }

  /**
   * Items keep the numbers as typed, as for answers to numbered questions; if all are the same, they are counted from
   * there.
   */
  #list({ ordered, start, items }) {
    const numbers = items.map(numberOf);
    const isCounted = new Set(numbers).size === 1;
    const rows = items.map((item, at) => {
      const number = ordered && !isCounted ? numbers[at] : nothing;
      return html`<li class=${item.task ? 'task' : nothing} value=${number}>${this.blocks(item.tokens)}</li>`;
    });
    if (!ordered) return html`<ul>${rows}</ul>`;
    const isWide = Math.max(...numbers) + items.length > THREE_DIGITS;
    return html`<ol class=${isWide ? 'wide' : nothing} start=${start}>${rows}</ol>`;
  }

  #table({ header, align, rows }) {
    const shownAs = at => (align[at] ? `to-${align[at]}` : nothing);
    const head = header.map(({ tokens }, at) => html`<th class=${shownAs(at)}>${this.#inline(tokens)}</th>`);
    const body = rows.map(
      row => html`<tr>${row.map(({ tokens }, at) => html`<td class=${shownAs(at)}>${this.#inline(tokens)}</td>`)}</tr>`,
    );
    return html`<div class="tbl" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${
      head
    }</tr></thead><tbody>${body}</tbody></table></div>`;
  }

  #inline(tokens) {
    return tokens.map(token => this.#span(token));
  }

  #span(token) {
    switch (token.type) {
      case 'text':
        return token.tokens ? this.#inline(token.tokens) : this.#mentions.marked(token.text);
      case 'strong':
        return html`<strong>${this.#inline(token.tokens)}</strong>`;
      case 'em':
        return html`<em>${this.#inline(token.tokens)}</em>`;
      case 'del':
        return html`<del>${this.#inline(token.tokens)}</del>`;
      case 'codespan':
        return html`<code>${token.text}</code>`;
      case 'address':
        return link(token.href, token.text);
      case 'link':
        return this.#link(token);
      case 'escape':
        return token.text;
      case 'checkbox':
        return html`<span class="box" role="img" aria-label=${token.checked ? 'Done: ' : 'To do: '}>${token.checked ? '✓' : ''}</span>`;
      case 'br':
        return '\n'; // shown as a line break, and copied as one
      case 'typed':
        return token.linked ? withLinks(token.raw, words => this.#mentions.marked(words)) : token.raw;
      default:
        return token.raw; // from a newer lexer
    }
  }

  /** Shows where a link leads on hover, since its words may say something else. */
  #link({ href, title, text, tokens }) {
    return text === href ? link(href, text) : link(href, this.#inline(tokens), title ? `${href}\n${title}` : href);
  }
}
