const AGAIN_MS = 300;
const NEAR_PX = 24;
const SPENT_MS = 1_000;

/**
 * The last press: where and when it began, and which control was hit by the first of several quick presses in one
 * place.
 */
let press;

/** The control under a press. Its content may be redrawn between two presses. */
const controlOf = target =>
  target.closest?.('a, button, input, textarea, label, article, aside, dialog, [role]') ?? target;

function begin({ target, clientX, clientY, timeStamp, pointerType }) {
  const isNear = press && Math.hypot(clientX - press.clientX, clientY - press.clientY) < NEAR_PX;
  const isQuick = press && timeStamp - press.timeStamp < AGAIN_MS;
  const control = controlOf(target);
  const first = isNear && (pointerType === 'mouse' || isQuick) ? press.first : control;
  press = { clientX, clientY, timeStamp, pointerType, control, first, spent: -Infinity };
}

/** Clicks from keys, scripts and screen readers involve no press: their `detail` is 0. */
function isStray({ detail, type, timeStamp }) {
  if (!press || (!detail && type !== 'contextmenu')) return false;
  const isAgain = press.pointerType !== 'mouse' || detail > 1; // for a mouse, the system counts the clicks
  return timeStamp - press.spent < SPENT_MS || (isAgain && press.first !== press.control);
}

function drop(event) {
  if (!isStray(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

addEventListener('pointerdown', begin, true);
addEventListener(
  'mousedown',
  ({ detail }) => {
    if (press?.pointerType === 'mouse' && detail === 1) press.first = press.control; // a new count starts
  },
  true,
);
addEventListener('keydown', () => (press = undefined), true);
for (const type of ['mousedown', 'click', 'contextmenu']) addEventListener(type, drop, true);

/**
 * Suppresses the click and the context menu that may still follow the current press. Otherwise they would hit whatever
 * has opened under the finger. The second tap of a double tap needs no call: it is ignored if something else has
 * appeared since the first.
 */
export function spendPress() {
  if (press) press.spent = performance.now();
}
