import { SafeStorage } from '../shell/safe-storage.js';

const ITEM = 'parley.emoji';
const RECENT = 16;
const USUAL = ['+1', 'heart', 'joy', 'tada', 'eyes', 'white_check_mark', 'pray', 'rocket'];

/** A line of the list: the emoji, its names and, after a bar, more search words. */
function read(line) {
  const [named, words = ''] = line.split('|');
  const [emoji, ...names] = named.split(' ');
  return { emoji, names, name: names[0], words: words.split(' ') };
}

const NOT_AT_ALL = 4;

/** For when the list cannot be loaded. */
export const NO_EMOJI = 'The emoji cannot be loaded. Check the connection and try again.';

/**
 * How well an emoji matches: by its exact name, by the start of a name (better if short), by the start of another word,
 * or inside a name. Of several words, the worst counts.
 */
function distance({ names, words }, sought, whole) {
  if (names.includes(whole)) return 0;
  const begun = names.filter(name => name.startsWith(whole)).map(name => name.length);
  if (begun.length) return 1 + Math.min(...begun) / 100;
  return Math.max(
    ...sought.map(word =>
      [...words, ...names].some(each => each.startsWith(word))
        ? 2
        : names.some(name => name.includes(word))
          ? 3
          : NOT_AT_ALL,
    ),
  );
}

/** All emoji, and those used recently in this browser. The list is loaded on demand. */
class EmojiCatalog {
  #store = new SafeStorage(() => localStorage);
  #loading;
  #all = [];
  #named = new Map();

  /** `{ name, emoji: [{ emoji, name, names }] }` in the order of the list. */
  groups = [];

  get isLoaded() {
    return this.#all.length > 0;
  }

  /** Rejects if the list cannot be loaded; call again to retry. */
  load() {
    this.#loading ??= import('./emoji-list.js')
      .then(({ default: list }) => this.#read(list))
      .catch(error => {
        this.#loading = undefined;
        throw error;
      });
    return this.#loading;
  }

  /** The best matches first; among equals, recently used ones. */
  find(text, limit = Infinity) {
    const words = text
      .toLowerCase()
      .split(/[\s_-]+/u)
      .filter(Boolean);
    const whole = words.join('_');
    if (!whole) return [];
    const used = this.#used();
    const found = this.#all
      .map(each => ({ each, distance: distance(each, words, whole), isNew: !used.includes(each.emoji) }))
      .filter(({ distance }) => distance < NOT_AT_ALL);
    return found
      .sort((a, b) => a.distance - b.distance || a.isNew - b.isNew)
      .slice(0, limit)
      .map(({ each }) => each);
  }

  /** The emoji with exactly this name. */
  named(name) {
    return this.#named.get(name)?.emoji;
  }

  /** Recently used emoji, the latest first, filled up with common ones. */
  get recent() {
    const used = this.#used().map(emoji => this.#all.find(each => each.emoji === emoji));
    const usual = USUAL.map(name => this.#named.get(name));
    return [...new Set([...used, ...usual].filter(Boolean))].slice(0, RECENT);
  }

  use(emoji) {
    this.#store.write(ITEM, JSON.stringify([...new Set([emoji, ...this.#used()])].slice(0, RECENT)));
  }

  #used() {
    try {
      const kept = JSON.parse(this.#store.read(ITEM) ?? '[]');
      return Array.isArray(kept) ? kept : [];
    } catch {
      return []; // not our data
    }
  }

  #read(list) {
    for (const line of list.trim().split('\n')) {
      if (line.startsWith('# ')) this.groups.push({ name: line.slice(2), emoji: [] });
      else this.groups.at(-1).emoji.push(read(line));
    }
    this.#all = this.groups.flatMap(group => group.emoji);
    for (const each of this.#all)
      for (const name of each.names) if (!this.#named.has(name)) this.#named.set(name, each);
  }
}

export const emoji = new EmojiCatalog();
