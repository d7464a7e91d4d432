import { icon } from '../shell/icon.js';
import { html, nothing } from '../vendor.js';

const GAP = 4;

const tool = (name, label, press) =>
  html`<button type="button" class="ib" aria-label=${label} title=${label} @click=${({ currentTarget }) => press(currentTarget)}>${icon(name)}</button>`;

/** The buttons on the active message. `mayWrite`: whether we may write in its room. */
export const messageTools = (
  message,
  mayWrite,
  { pick, reply, copyLink, more },
) => html`<div class="tools" role="group" aria-label="Message actions">
  ${mayWrite ? html`${tool('smile', 'React', anchor => pick(message, anchor))}${tool('reply', 'Reply', () => reply(message))}` : nothing}
  ${tool('link', 'Copy link', () => copyLink(message))}
  ${tool('more', 'More actions', anchor => more(message, anchor))}</div>`;

/**
 * Keeps the tools in sight: above the message, or below it where they would be cut off, or at the top of the log where
 * both ends of the message are out of sight.
 */
export function placeTools(log) {
  const tools = log.querySelector('.tools');
  if (!tools) return;
  tools.classList.remove('below');
  tools.style.insetBlock = '';
  const { top, bottom } = log.getBoundingClientRect();
  if (tools.getBoundingClientRect().top >= top) return;
  tools.classList.add('below');
  if (tools.getBoundingClientRect().bottom <= bottom) return;
  tools.style.insetBlock = `${top - tools.parentElement.getBoundingClientRect().top + GAP}px auto`;
}
