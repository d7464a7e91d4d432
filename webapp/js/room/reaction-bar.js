import { icon } from '../shell/icon.js';
import { html, nothing } from '../vendor.js';

const names = new Intl.ListFormat('en');

/**
 * The reactions to a message, each a button that adds or removes ours, if we `mayReact`. `isActive`: whether Tab stops
 * here.
 */
export function reactionBar(message, { me, isActive, mayReact, react, pick }) {
  if (!message.reactions.length) return nothing;
  const stop = isActive ? 0 : -1;
  return html`<ul class="rx" aria-label="Reactions">${message.reactions.map(reaction => html`<li>${button(message, reaction, me, stop, mayReact && react)}</li>`)}
    ${mayReact ? html`<li><button type="button" class="r add" tabindex=${stop} aria-label="Add reaction" title="Add reaction" @click=${({ currentTarget }) => pick(message, currentTarget)}>${icon('smile')}</button></li>` : nothing}</ul>`;
}

function button(message, { emoji, members, mine }, me, stop, react) {
  const who = names.format([
    ...(mine ? ['You'] : []),
    ...members.filter(({ id }) => id !== me?.id).map(({ name }) => name),
  ]);
  return html`<button type="button" class="r ${mine ? 'on' : ''}" tabindex=${stop} aria-pressed=${mine} ?disabled=${!react} title="${who} reacted with ${emoji}" @click=${() => react(message, emoji, !mine)}>
    <span class="e">${emoji}</span>${members.length}<span class="vh"> by ${who}</span></button>`;
}
