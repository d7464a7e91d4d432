import { icon } from '../shell/icon.js';
import { html } from '../vendor.js';

const tool = (name, label, press) => html`<button type="button" class="ib" aria-label=${label} title=${label} @click=${({ currentTarget }) => press(currentTarget)}>${icon(name)}</button>`;

/** The buttons on the active message. */
export const messageTools = (message, { pick, reply, copyLink, more }) => html`<div class="tools" role="group" aria-label="Message actions">
  ${tool('smile', 'React', anchor => pick(message, anchor))}
  ${tool('reply', 'Reply', () => reply(message))}
  ${tool('link', 'Copy link', () => copyLink(message))}
  ${tool('more', 'More actions', anchor => more(message, anchor))}</div>`;
