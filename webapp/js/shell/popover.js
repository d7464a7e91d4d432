import { render } from '../vendor.js';
import { backStack } from './back-stack.js';
import { spendPress } from './presses.js';

const GAP = 6;
const narrow = matchMedia('(max-width: 720px)');

/**
 * Opens a popover beside `anchor`; on a phone, at the bottom. It closes on a choice, Escape, or a press outside, which
 * on a phone does nothing else. `closed` resolves when it is gone and the focus is back.
 */
export function openPopover(anchor, content, { kind, label, role = 'dialog' }) {
  const element = document.createElement('div');
  element.popover = 'auto';
  element.className = `pop ${kind}`;
  element.role = role;
  element.ariaLabel = label;
  (anchor.closest('dialog') ?? document.body).append(element); // an open dialog makes the rest of the page inert
  render(content, element);
  const closed = new Promise(resolve =>
    element.addEventListener('toggle', ({ newState }) => newState === 'closed' && resolve(remove(element, anchor))),
  );
  const close = () => element.isConnected && element.hidePopover();
  const pressed = ({ target }) => narrow.matches && !element.contains(target) && spendPress();
  addEventListener('pointerdown', pressed, true);
  closed.then(() => {
    removeEventListener('pointerdown', pressed, true);
    backStack.uncover();
  });
  element.showPopover();
  if (!narrow.matches) place(element, anchor.getBoundingClientRect());
  backStack.cover({ isOpen: () => element.matches(':popover-open'), close });
  return { element, closed, close };
}

function remove(element, anchor) {
  const hadFocus = element.contains(document.activeElement) || document.activeElement === document.body;
  element.remove();
  if (hadFocus && anchor.isConnected) anchor.focus({ preventScroll: true });
}

/** Above the anchor if there is room, else below, and always inside the window. */
function place(element, anchor) {
  const { offsetWidth, offsetHeight } = element;
  const isAbove = anchor.top - GAP - offsetHeight > GAP;
  const top = isAbove
    ? anchor.top - GAP - offsetHeight
    : Math.min(anchor.bottom + GAP, innerHeight - offsetHeight - GAP);
  const left = Math.max(GAP, Math.min(anchor.right - offsetWidth, innerWidth - offsetWidth - GAP));
  Object.assign(element.style, { top: `${Math.max(GAP, top)}px`, left: `${left}px` });
}
