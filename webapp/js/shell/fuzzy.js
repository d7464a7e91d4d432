// Loaded on demand, with the switcher.

const LONGEST = 200;
const RANKS = { whole: 100, start: 80, word: 60, inside: 40, scattered: 20 };
const isWordLetter = /[\p{L}\p{N}]/u;

/** A text without case and accents, letter by letter, with each letter's place in the text. */
function fold(text) {
  const letters = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    for (const letter of character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase())
      letters.push({ letter, at, end });
    at = end;
    if (letters.length >= LONGEST) break;
  }
  return letters;
}

/** Where words begin: after anything but a letter or digit, and at a capital after a small letter. */
function wordStarts(text, letters) {
  return letters.map(({ letter, at, end }, n) => {
    if (!isWordLetter.test(letter)) return false;
    if (n === 0) return true;
    const before = letters[n - 1];
    if (before.at === at) return false;
    return (
      !isWordLetter.test(before.letter) ||
      (/\p{Ll}/u.test(text.slice(before.at, before.end)) && /\p{Lu}/u.test(text.slice(at, end)))
    );
  });
}

const startsAt = (letters, sought, at) => sought.every((letter, n) => letters[at + n]?.letter === letter);

/** The word as a whole: at the start, at the start of a word, or anywhere. */
function together(letters, starts, sought) {
  let best;
  for (let at = 0; at + sought.length <= letters.length; at++) {
    if (!startsAt(letters, sought, at)) continue;
    const rank = at === 0 ? (sought.length === letters.length ? 'whole' : 'start') : starts[at] ? 'word' : 'inside';
    if (!best || RANKS[rank] > best.score) best = { score: RANKS[rank], places: sought.map((_, n) => at + n) };
  }
  return best;
}

/** The letters in their order with gaps between them, from the start of a word; the start of another word before others. */
function scattered(letters, starts, sought) {
  let best;
  for (let first = 0; first < letters.length; first++) {
    if (!starts[first] || letters[first].letter !== sought[0]) continue;
    const places = [first];
    for (const letter of sought.slice(1)) {
      const from = places.at(-1) + 1;
      const isNext = letters[from]?.letter === letter;
      const next = isNext ? from : nextPlace(letters, starts, letter, from);
      if (next < 0) break;
      places.push(next);
    }
    if (places.length < sought.length) continue;
    const gaps = places.filter((place, n) => n && place !== places[n - 1] + 1 && !starts[place]).length;
    const score = RANKS.scattered - 3 * gaps;
    if (score > 0 && (!best || score > best.score)) best = { score, places };
  }
  return best;
}

function nextPlace(letters, starts, sought, from) {
  const find = isFit => letters.findIndex(({ letter }, n) => n >= from && letter === sought && isFit(n));
  const atWord = find(n => starts[n]);
  return atWord < 0 ? find(() => true) : atWord;
}

/** Neighbouring places as one mark. */
function marksAt(letters, places) {
  const marks = [];
  for (const { at, end } of [...new Set(places)].sort((a, b) => a - b).map(place => letters[place])) {
    if (marks.at(-1)?.end >= at) marks.at(-1).end = Math.max(end, marks.at(-1).end);
    else marks.push({ start: at, end });
  }
  return marks;
}

/**
 * How well a text matches what somebody types to find it: a `score`, higher for better, and the `marks` to show, with their
 * `start` and `end`. All words must match, in any order. `undefined` if the text does not match.
 */
export function fuzzy(sought, text) {
  const words = sought.split(/\s+/u).filter(Boolean);
  const letters = fold(text);
  const starts = wordStarts(text, letters);
  const found = words.map(word => {
    const wanted = fold(word).map(({ letter }) => letter);
    return together(letters, starts, wanted) ?? scattered(letters, starts, wanted);
  });
  if (!found.length || found.some(each => !each)) return undefined;
  const score = Math.min(...found.map(each => each.score));
  return {
    score: score - Math.min(letters.length, LONGEST) / (2 * LONGEST),
    marks: marksAt(
      letters,
      found.flatMap(({ places }) => places),
    ),
  };
}

/** A text in parts, each with whether it `isMatch`. */
export function parts(text, marks) {
  const cuts = [0, ...marks.flatMap(({ start, end }) => [start, end]), text.length];
  return cuts
    .slice(1)
    .map((end, n) => ({ text: text.slice(cuts[n], end), isMatch: n % 2 === 1 }))
    .filter(part => part.text);
}
