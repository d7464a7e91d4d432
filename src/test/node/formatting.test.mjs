import assert from 'node:assert/strict';
import { test } from 'node:test';
import { link, nextItem, toggle } from '../../../webapp/js/compose/formatting.js';

/** A text with its selection between `‹` and `›`, or its caret at `|`. */
function read(shown) {
  const value = shown.replace(/[‹›|]/gu, '');
  const start = shown.search(/[‹|]/u);
  const end = shown.includes('›') ? shown.indexOf('›') - 1 : start;
  return [value, start, end];
}

function show(value, from, to) {
  if (from === to) return `${value.slice(0, from)}|${value.slice(from)}`;
  return `${value.slice(0, from)}‹${value.slice(from, to)}›${value.slice(to)}`;
}

function after(shown, change, ...more) {
  const [value, start, end] = read(shown);
  const edit = change(value, start, end, ...more);
  return edit && show(value.slice(0, edit.start) + edit.text + value.slice(edit.end), edit.from, edit.to);
}

function formats(format, before, expected) {
  assert.equal(after(before, toggle, format), expected, `${format}: ${before}`);
}

test('a format goes around the selection and is taken away again', () => {
  for (const [format, mark] of [
    ['bold', '**'],
    ['italic', '*'],
    ['code', '`'],
    ['strike', '~~'],
  ]) {
    formats(format, 'one ‹two› three', `one ${mark}‹two›${mark} three`);
    formats(format, `one ${mark}‹two›${mark} three`, 'one ‹two› three');
    formats(format, `one ‹${mark}two${mark}› three`, 'one ‹two› three');
    formats(format, 'one ‹ two ›three', `one  ${mark}‹two›${mark} three`);
  }
});

test('bold and italic do not take each other for themselves', () => {
  formats('italic', '**‹two›**', '***‹two›***');
  formats('bold', '***‹two›***', '*‹two›*');
  formats('italic', '***‹two›***', '**‹two›**');
  formats('bold', '*‹two›*', '***‹two›***');
});

test('at a caret, a format begins, ends, or takes the word around it', () => {
  formats('bold', 'one |', 'one **|**');
  formats('bold', 'one **|**', 'one |');
  formats('bold', 'one **two|**', 'one **two**|');
  formats('bold', 'one t|wo', 'one **t|wo**');
  formats('bold', 'one **t|wo**', 'one t|wo');
  formats('bold', 'one two|', 'one two**|**');
  formats('bold', 'नम|स्ते', '**नम|स्ते**'); // with marks that combine
});

test('several lines are formatted one by one, without their list marks', () => {
  formats('bold', '‹- one\n\n> two  \n1. ›', '‹- **one**\n\n> **two**  \n1.› ');
  formats('bold', '‹- **one**\n> **two**›', '‹- one\n> two›');
  formats('bold', '‹**one**\ntwo›', '‹**one**\n**two**›');
});

test('several lines of code are a block, and code with backticks has more of them', () => {
  formats('code', 'so:\n‹one\ntwo›', 'so:\n```\n‹one\ntwo›\n```');
  formats('code', 'so:\n```\n‹one\ntwo›\n```', 'so:\n‹one\ntwo›');
  formats('code', 'so: ‹one\ntwo› end', 'so: \n```\n‹one\ntwo›\n```\n end');
  formats('code', '‹a`b›', '``‹a`b›``');
  formats('code', '``‹a`b›``', '‹a`b›');
  formats('code', '‹a`›', '``‹a`› ``');
});

test('a list goes on until an item is empty', () => {
  assert.equal(after('- one|', nextItem), '- one\n- |');
  assert.equal(after('- one\n- |', nextItem), '- one\n\n|');
  assert.equal(after('  * one|two', nextItem), '  * one\n  * |two');
  assert.equal(after('9. nine|', nextItem), '9. nine\n10. |');
  assert.equal(after('3) ‹three›\nmore', nextItem), '3) \n4) |\nmore');
  assert.equal(after('-|- one', nextItem), undefined);
  assert.equal(after('|- one', nextItem), undefined);
  assert.equal(after('plain|', nextItem), undefined);
  assert.equal(after('- one\nplain|', nextItem), undefined);
});

test('an address pasted over a selection is a link', () => {
  assert.equal(after('see ‹here›!', link, ' https://example.org/a?b#c\n'), 'see [here](https://example.org/a?b#c)|!');
  assert.equal(after('‹a [b] c›', link, 'http://x.org/(y)'), '[a \\[b\\] c](http://x.org/%28y%29)|');
  for (const pasted of ['words', 'javascript:alert(1)', 'https://a b', 'https://<x>'])
    assert.equal(after('‹here›', link, pasted), undefined, pasted);
  assert.equal(after('here|', link, 'https://example.org'), undefined);
  assert.equal(after('‹one\ntwo›', link, 'https://example.org'), undefined);
  assert.equal(after('‹https://old.example›', link, 'https://example.org'), undefined);
  assert.equal(after('[‹here›](https://old.example)', link, 'https://example.org'), undefined);
  assert.equal(after('[here](‹there›)', link, 'https://example.org'), undefined);
});

test('edits stay within the text, whatever it is', () => {
  const pieces = ['*', '**', '`', '~~', '\n', '- ', '1. ', '> ', 'word', ' ', '😀', '[', ']', '```\n'];
  let seed = 7;
  const random = most => (seed = (seed * 48_271) % 2_147_483_647) % most;
  for (let n = 0; n < 3_000; n++) {
    const value = Array.from({ length: random(9) }, () => pieces[random(pieces.length)]).join('');
    const [start, end] = [random(value.length + 1), random(value.length + 1)].sort((a, b) => a - b);
    for (const format of ['bold', 'italic', 'code', 'strike']) within(value, toggle(value, start, end, format));
    within(value, nextItem(value, start, end) ?? toggle(value, start, end, 'bold'));
  }
});

function within(value, { start, end, text, from, to }) {
  const { length } = value.slice(0, start) + text + value.slice(end);
  assert.ok(0 <= start && start <= end && end <= value.length && 0 <= from && from <= to && to <= length, value);
}
