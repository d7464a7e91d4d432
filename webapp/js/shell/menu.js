import { html, nothing } from '../vendor.js';
import { icon } from './icon.js';
import { openPopover } from './popover.js';

const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const ITEM = '[role^=menuitem]';

/**
 * Opens a menu. `items`: `{ icon, text, run, isDangerous }`, and `isChecked` where one of them is in force; `above(choose)`
 * returns what goes above them.
 */
export function openMenu(anchor, items, label, above = () => nothing) {
  const choose = item => {
    menu.close();
    menu.closed.then(() => item.run());
  };
  const menu = openPopover(
    anchor,
    html`${above(run => choose({ run }))}${items.length ? html`<div role="menu" aria-label=${label} @keydown=${move}>${items.map(item => row(item, () => choose(item)))}</div>` : nothing}`,
    { kind: 'menu', label },
  );
  const { element } = menu;
  element.tabIndex = -1;
  (element.querySelector('[aria-checked=true]') ?? element.querySelector(ITEM) ?? element).focus();
  return menu.closed;
}

const row = ({ icon: name, text, isDangerous, isChecked }, press) =>
  html`<button type="button" role=${isChecked === undefined ? 'menuitem' : 'menuitemradio'} aria-checked=${isChecked ?? nothing} tabindex="-1" class="mi ${isDangerous ? 'danger' : ''}" @click=${press}>${icon(name)}${text}</button>`;

function move(event) {
  const items = [...event.currentTarget.querySelectorAll(ITEM)];
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
