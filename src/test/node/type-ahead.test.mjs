import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TypeAhead } from '../../../webapp/js/shell/type-ahead.js';

const page = new EventTarget();
globalThis.addEventListener = (type, listener, capture) => page.addEventListener(type, listener, { capture });
globalThis.removeEventListener = (type, listener, capture) => page.removeEventListener(type, listener, { capture });

/** Presses a key. Returns whether it went to the page or the browser. */
function press(key, { ctrlKey = false, altKey = false, altGraph = false, repeat = false } = {}) {
  const event = new Event('keydown', { cancelable: true });
  const getModifierState = name => name === 'AltGraph' && altGraph;
  Object.assign(event, { key, ctrlKey, altKey, repeat, metaKey: false, shiftKey: false, getModifierState });
  return page.dispatchEvent(event);
}

test('what is typed is kept, and goes nowhere else', () => {
  const ahead = new TypeAhead();
  assert.deepEqual(
    ['l', 'o', 'p', 'Backspace', 'Enter'].map(key => press(key)),
    [false, false, false, false, false],
  );
  press('@', { ctrlKey: true, altKey: true, altGraph: true });
  assert.equal(ahead.text, 'lo@');
  assert.ok(!page.dispatchEvent(new Event('beforeinput', { cancelable: true })));
  ahead.end();
  assert.ok(press('x'));
  assert.equal(ahead.text, 'lo@');
});

test('the keys of the browser work while something is loaded', () => {
  const ahead = new TypeAhead();
  for (const key of ['F5', 'Tab', 'ArrowDown']) assert.ok(press(key), key);
  assert.ok(press('r', { ctrlKey: true }));
  assert.ok(!press('k', { ctrlKey: true, repeat: true })); // still down
  assert.ok(!ahead.isCancelled);
  assert.equal(ahead.text, '');
  ahead.end();
});

test('Escape, or the shortcut once more, gives the keys back at once', () => {
  for (const keys of [['Escape'], ['k', { ctrlKey: true }]]) {
    const ahead = new TypeAhead();
    assert.ok(!press(...keys));
    assert.ok(ahead.isCancelled);
    assert.ok(press('x'));
    assert.equal(ahead.text, '');
  }
});
