// Loaded on demand, so it imports nothing from the page: `kit` has what it uses.
import { COMMANDS } from '../compose/commands.js';
import { SHORTCUT_WORDS } from './shortcut-words.js';

const TEXT = {
  title: 'Keyboard shortcuts',
  single: 'Use / and ? as shortcuts outside of text boxes',
  commands: 'Commands',
  about: 'Type a command at the start of a message. To send such a text as a message, start it with two slashes.',
};

/** Opens a sheet of all shortcuts and commands. */
export function openShortcuts({ html, Sheet, SHORTCUTS, keysOf, singleKeys }) {
  const keys = key => keysOf(key).map(name => html`<kbd>${name}</kbd>`);
  const section = (title, about, rows) => html`<section><h3>${title}</h3>${about}<dl>${rows}</dl></section>`;
  const shortcuts = Object.entries(SHORTCUTS).map(([part, all]) =>
    section(
      SHORTCUT_WORDS[part],
      '',
      Object.entries(all).map(([id, key]) => html`<div><dt>${SHORTCUT_WORDS[id]}</dt><dd>${keys(key)}</dd></div>`),
    ),
  );
  const commands = section(
    TEXT.commands,
    html`<p>${TEXT.about}</p>`,
    COMMANDS.map(
      ({ name, takes, what }) =>
        html`<div><dt>${what}</dt><dd><code>/${name}${takes ? ` ${takes}` : ''}</code></dd></div>`,
    ),
  );
  const choice = html`<label class="check"><input type="checkbox" .checked=${singleKeys.areOn} @change=${event => (singleKeys.areOn = event.target.checked)}>${TEXT.single}</label>`;
  const sheet = new Sheet({
    kind: 'keys',
    title: TEXT.title,
    content: () =>
      html`<div class="keys-b" tabindex="0" role="region" aria-label=${TEXT.title}>${choice}${shortcuts}${commands}</div>`,
  });
  const list = sheet.element.querySelector('.keys-b');
  const scrolls = list.scrollHeight > list.clientHeight; // then the arrow keys should do that
  (scrolls ? list : sheet.element.querySelector('.btn')).focus();
}
