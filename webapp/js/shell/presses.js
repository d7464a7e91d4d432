const AGAIN_MS = 300;
const NEAR_PX = 24;
const SPENT_MS = 1_000;

/** The last press: where and when it began, and the control that the first of several quick presses in one place was on. */
let press;

/** What a press is on. Text inside of it may be drawn again between two presses. */
const controlOf = target => target.closest?.('a, button, input, textarea, label, article, aside, dialog, [role]') ?? target;

function begin({ target, clientX, clientY, timeStamp, pointerType }) {
  const isNear = press && Math.hypot(clientX - press.clientX, clientY - press.clientY) < NEAR_PX;
  const isQuick = press && timeStamp - press.timeStamp < AGAIN_MS;
  const control = controlOf(target);
  const first = isNear && (pointerType === 'mouse' || isQuick) ? press.first : control;
  press = { clientX, clientY, timeStamp, pointerType, control, first, spent: -Infinity };
}

/** Clicks of keys, scripts and screen readers have no press: their `detail` is 0. */
function isStray({ detail, type, timeStamp }) {
  if (!press || !detail && type !== 'contextmenu') return false;
  const isAgain = press.pointerType !== 'mouse' || detail > 1; // a mouse counts its clicks, by the system's own rule
  return timeStamp - press.spent < SPENT_MS || isAgain && press.first !== press.control;
}

function drop(event) {
  if (!isStray(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

addEventListener('pointerdown', begin, true);
addEventListener('mousedown', ({ detail }) => {
  if (press?.pointerType === 'mouse' && detail === 1) press.first = press.control; // a new count begins
}, true);
addEventListener('keydown', () => press = undefined, true);
for (const type of ['mousedown', 'click', 'contextmenu']) addEventListener(type, drop, true);

/**
 * Ends what the current press can do: the click and the context menu that may still follow it do nothing. What opens under a finger would
 * get them otherwise. The second tap of a double tap needs no call: it does nothing where something else has come up since the first.
 */
export function spendPress() {
  if (press) press.spent = performance.now();
}
