import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzy, parts } from '../../../webapp/js/shell/fuzzy.js';

const inOrder = (sought, ...texts) =>
  texts
    .map(text => ({ text, match: fuzzy(sought, text) }))
    .filter(({ match }) => match)
    .sort((a, b) => b.match.score - a.match.score)
    .map(({ text }) => text);

const marked = (sought, text) =>
  parts(text, fuzzy(sought, text).marks)
    .map(part => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');

test('the whole name goes before its start, a word, the inside and scattered letters', () => {
  const found = inOrder('rel', 'karel', 'the rel', 'r-e-l', 'release', 'rel', 'other');
  assert.deepEqual(found, ['rel', 'release', 'the rel', 'karel', 'r-e-l']);
});

test('of equal matches, the shorter text goes first', () => {
  assert.deepEqual(inOrder('de', 'designers and developers', 'design'), ['design', 'designers and developers']);
});

test('case, accents and the form of letters make no difference', () => {
  assert.equal(marked('ECLAIR', 'Éclairs'), '[Éclair]s');
  assert.equal(marked('éclair', 'eclairs'), '[eclair]s');
  assert.equal(marked('fi', 'ﬁnance'), '[ﬁ]nance');
  assert.equal(marked('東京', '支社 東京'), '支社 [東京]');
  assert.equal(marked('a', '😀 alpha'), '😀 [a]lpha');
});

test('initials and letters with gaps match from the start of a word', () => {
  assert.equal(marked('dr', 'design-review'), '[d]esign-[r]eview');
  assert.equal(marked('tn', 'TeamNews'), '[T]eam[N]ews');
  assert.equal(fuzzy('esgn', 'design'), undefined);
  assert.equal(fuzzy('nw', 'designReview'), undefined); // the letter before a capital begins no word
  assert.equal(fuzzy('dsgnrvwx', 'design-review'), undefined);
});

test('letters that are far apart are no match', () => {
  assert.equal(fuzzy('abcdefgh', 'a1b1c1d1e1f1g1h1'), undefined);
});

test('all words must match, in any order', () => {
  assert.equal(marked('team rel', 'Release team'), '[Rel]ease [team]');
  assert.equal(fuzzy('team xyz', 'Release team'), undefined);
});

test('hostile texts take no time', () => {
  const long = 'a'.repeat(100_000);
  const begun = performance.now();
  for (let n = 0; n < 200; n++) {
    fuzzy('a'.repeat(64), `${long}b`);
    fuzzy(`${'a'.repeat(63)}b`, 'a '.repeat(32));
  }
  assert.ok(performance.now() - begun < 5_000);
  assert.equal(fuzzy('', 'anything'), undefined);
  assert.equal(fuzzy('.*', 'anything'), undefined);
});
