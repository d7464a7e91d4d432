import { html, nothing } from '../vendor.js';
import { icon } from './icon.js';
import { openPopover } from './popover.js';

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Opens a menu. `items`: `{ icon, text, run, isDangerous }`; `above(choose)` returns what goes above them. */
export function openMenu(anchor, items, label, above = () => nothing) {
  const choose = item => {
    menu.close();
    menu.closed.then(() => item.run());
  };
  const menu = openPopover(
    anchor,
    html`${above(run => choose({ run }))}<div role="menu" aria-label=${label} @keydown=${move}>
    ${items.map(item => html`<button type="button" role="menuitem" tabindex="-1" class="mi ${item.isDangerous ? 'danger' : ''}" @click=${() => choose(item)}>${icon(item.icon)}${item.text}</button>`)}
  </div>`,
    { kind: 'menu', label },
  );
  menu.element.querySelector('[role=menuitem]').focus();
  return menu.closed;
}

function move(event) {
  const items = [...event.currentTarget.querySelectorAll('[role=menuitem]')];
  const now = items.indexOf(document.activeElement);
  const next =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? items.length - 1
        : event.key in STEPS
          ? (now + STEPS[event.key] + items.length) % items.length
          : -1;
  if (next < 0) return;
  event.preventDefault();
  items[next].focus();
}
