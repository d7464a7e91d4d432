import { isGuest } from '../client/guest.js';
import { html, nothing } from '../vendor.js';

/** The server marks its page if people can sign in. Where everybody is a guest, nobody is called one. */
const isMarked = member =>
  document.documentElement.dataset.members !== undefined && member.id !== '' && isGuest(member);

/** To put behind a member's name. */
export const guestLabel = member => (isMarked(member) ? html`<span class="guest">guest</span>` : nothing);

/** The same in words, for where there is only text. */
export const nameInWords = (member, name = member.name) => (isMarked(member) ? `${name}, guest` : name);
