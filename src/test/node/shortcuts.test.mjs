import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { keysOf, pressed, SHORTCUTS } from '../../../webapp/js/shell/shortcuts.js';
import { SHORTCUT_WORDS } from '../../../webapp/js/shell/shortcut-words.js';
import { singleKeys } from '../../../webapp/js/shell/single-keys.js';

const root = new URL('../../../', import.meta.url);
const parts = Object.entries(SHORTCUTS);
const ids = parts.flatMap(([, shortcuts]) => Object.keys(shortcuts));

const event = (key, { code, ctrl = false, meta = false, alt = false, shift = false } = {}) => ({
  key,
  code,
  ctrlKey: ctrl,
  metaKey: meta,
  altKey: alt,
  shiftKey: shift,
});

test('a shortcut needs exactly its keys', () => {
  assert.ok(pressed(event('k', { ctrl: true }), 'switch'));
  assert.ok(pressed(event('K', { ctrl: true }), 'switch')); // caps lock
  assert.ok(!pressed(event('k'), 'switch'));
  assert.ok(!pressed(event('k', { ctrl: true, shift: true }), 'switch'));
  assert.ok(!pressed(event('k', { ctrl: true, alt: true }), 'switch')); // AltGr
  assert.ok(!pressed(event('k', { ctrl: true, meta: true }), 'switch'));
  assert.ok(pressed(event('ArrowUp', { alt: true }), 'room-above'));
  assert.ok(!pressed(event('ArrowUp', { alt: true, shift: true }), 'room-above'));
  assert.ok(pressed(event('ArrowUp', { alt: true, shift: true }), 'unread-above'));
  assert.ok(!pressed(event('ArrowUp', { alt: true }), 'edit-last'));
});

test('a character may need Shift, but no other key', () => {
  assert.ok(pressed(event('?', { shift: true }), 'shortcuts'));
  assert.ok(pressed(event('/', { shift: true }), 'search')); // as on a German keyboard
  assert.ok(!pressed(event('/', { ctrl: true }), 'search'));
});

test('characters alone can be turned off, for those who dictate', () => {
  assert.ok(singleKeys.areOn);
  singleKeys.areOn = false;
  for (const [key, id] of [
    ['?', 'shortcuts'],
    ['/', 'search'],
  ])
    assert.ok(!pressed(event(key), id), key);
  assert.ok(pressed(event('k', { ctrl: true }), 'switch'));
  assert.ok(pressed(event('Escape'), 'close'));
  singleKeys.areOn = true;
});

test('letters work on keyboards without Latin letters, and where they are elsewhere', () => {
  assert.ok(pressed(event('л', { code: 'KeyK', ctrl: true }), 'switch'));
  assert.ok(pressed(event('x', { code: 'KeyB', ctrl: true, shift: true }), 'strike'));
  assert.ok(!pressed(event('x', { code: 'KeyB', ctrl: true }), 'bold'));
});

test('on a Mac, Cmd takes the place of Ctrl', async () => {
  Object.defineProperty(globalThis, 'navigator', { value: { platform: 'MacIntel' }, configurable: true });
  const mac = await import('../../../webapp/js/shell/shortcuts.js?mac');
  assert.ok(mac.pressed(event('k', { meta: true }), 'switch'));
  assert.ok(!mac.pressed(event('k', { ctrl: true }), 'switch')); // which deletes to the end of the line
  assert.ok(mac.pressed(event('Enter', { ctrl: true }), 'send-code'));
  assert.deepEqual(mac.keysOf('Mod+Shift+X'), ['Cmd', 'Shift', 'X']);
});

test('within a part of the page, no two shortcuts have the same key', () => {
  for (const [part, shortcuts] of parts) {
    const keys = Object.values(shortcuts);
    assert.equal(new Set(keys).size, keys.length, part);
  }
  assert.equal(new Set(ids).size, ids.length);
});

test('every part and every shortcut has a name, and nothing else has', () => {
  assert.deepEqual(Object.keys(SHORTCUT_WORDS).sort(), [...Object.keys(SHORTCUTS), ...ids].sort());
});

test('every shortcut is asked for somewhere in the page, and nothing else is', async () => {
  const files = await readdir(new URL('webapp/js/', root), { recursive: true });
  const texts = await Promise.all(
    files
      .filter(file => file.endsWith('.js') && !/emoji-list|shortcuts\.js|shortcut-words/u.test(file))
      .map(file => readFile(new URL(`webapp/js/${file}`, root), 'utf8')),
  );
  const quoted = new Set(texts.flatMap(text => [...text.matchAll(/'([a-z-]+)'/gu)].map(([, word]) => word)));
  const asked = texts.flatMap(text => [...text.matchAll(/pressed\(\w+, '([\w-]+)'\)/gu)].map(([, id]) => id));
  assert.deepEqual(
    ids.filter(id => !quoted.has(id)),
    [],
  );
  assert.ok(asked.length > 10);
  assert.deepEqual(
    asked.filter(id => !ids.includes(id)),
    [],
  );
});

test('the documentation lists exactly these shortcuts', async () => {
  const text = await readFile(new URL('docs/shortcuts.md', root), 'utf8');
  const documented = [];
  for (const line of text.split('\n## Go to anything')[0].split('\n')) {
    const [, title] = line.match(/^### (.*)$/u) ?? [];
    const [, keys, what] = line.match(/^\| (?!key |---)(.*?)\s+\| (.*?)\s+\|$/u) ?? [];
    if (title) documented.push({ title, shortcuts: [] });
    if (keys) documented.at(-1).shortcuts.push(`${keys}: ${what}`);
  }
  const listed = parts.map(([part, shortcuts]) => ({
    title: SHORTCUT_WORDS[part],
    shortcuts: Object.entries(shortcuts).map(([id, key]) => `${keysOf(key).join(' ')}: ${SHORTCUT_WORDS[id]}`),
  }));
  assert.deepEqual(documented, listed);
});
