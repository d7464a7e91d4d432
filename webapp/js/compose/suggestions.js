import { avatar } from '../shell/avatar.js';
import { guestLabel, nameInWords } from '../shell/guest-label.js';
import { endsInCode } from '../text/code-fence.js';
import { html } from '../vendor.js';
import { emoji, NO_EMOJI } from './emoji-catalog.js';

const MOST = 8;
/** Not within a word, except after scripts that put no space there; the server has the same rule. */
const PERSON =
  /(?<!(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー])[\p{L}\p{N}])@((?:[^\s@][^\n@]{0,63})?)$/u;
const EMOJI = /(?<![\p{L}\p{N}:]):([\p{L}\p{N}_+-]{2,40})$/u;
const WHOLE_EMOJI = /(?<![\p{L}\p{N}:]):([\w+-]{1,60}):$/u;
/** Ignores case and accents. */
const folded = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const byName = new Intl.Collator().compare;

/**
 * Completions for the text before the caret: `start` of the text to replace, a `label` for the list, and `options`, each
 * with the text it `puts` and how it is `shown`. `undefined` where there are none, as in code. `isWhole`: the text is a
 * person's full name already. `load()` promises more of them, and `failure` says in words that they cannot be loaded.
 */
export function suggestions(before, people) {
  const isCode = endsInCode(before) || before.slice(before.lastIndexOf('\n') + 1).split('`').length % 2 === 0;
  const found = isCode ? undefined : peopleFor(before, people);
  return isCode || found?.options.length ? found : (emojiFor(before) ?? found);
}

/** The emoji whose name was just completed by its second colon, and where that name starts. */
export function closedEmoji(before) {
  const name = before.match(WHOLE_EMOJI);
  const found = name && emoji.named(name[1]);
  return found && !endsInCode(before) ? { start: name.index, puts: found } : undefined;
}

function peopleFor(before, people) {
  const meant = before.match(PERSON);
  if (!meant) return undefined;
  const sought = folded(meant[1]);
  const rank = name => (folded(name).startsWith(sought) ? 0 : folded(name).includes(` ${sought}`) ? 1 : 2);
  const all = people(); // which may be many
  const found = all.map(person => ({ person, rank: rank(person.name) })).filter(({ rank }) => rank < 2);
  found.sort((a, b) => a.rank - b.rank || byName(a.person.name, b.person.name));
  const options = found.slice(0, MOST).map(({ person }) => ({
    puts: `@${person.name} `,
    shown: html`${avatar(person, 'xs')}<b title=${nameInWords(person)}><bdi>${person.name}</bdi></b>${guestLabel(person)}`,
  }));
  const isWhole = all.some(({ name }) => folded(name) === sought.trimEnd());
  return { start: meant.index, isWhole, label: meant[1] ? `People matching “${meant[1]}”` : 'People here', options };
}

function emojiFor(before) {
  const meant = before.match(EMOJI);
  if (!meant) return undefined;
  const options = emoji.find(meant[1], MOST).map(({ emoji, name, names }) => {
    const fitting = names.find(each => each.startsWith(meant[1].toLowerCase())) ?? name;
    return { puts: `${emoji} `, emoji, shown: html`<span class="glyph">${emoji}</span><b>:${fitting}:</b>` };
  });
  return {
    start: meant.index,
    label: `Emoji matching “${meant[1]}”`,
    options,
    load: emoji.isLoaded ? undefined : () => emoji.load(),
    failure: NO_EMOJI,
  };
}
