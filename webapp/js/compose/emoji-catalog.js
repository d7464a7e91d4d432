import { SafeStorage } from '../shell/safe-storage.js';

const ITEM = 'parley.emoji';
const RECENT = 16;
const USUAL = ['+1', 'heart', 'joy', 'tada', 'eyes', 'white_check_mark', 'pray', 'rocket'];

/** A line of the list: the emoji, its names, and behind a bar more words that it is found by. */
function read(line) {
  const [named, words = ''] = line.split('|');
  const [emoji, ...names] = named.split(' ');
  return { emoji, names, name: names[0], words: words.split(' ') };
}

const NOT_AT_ALL = 4;

/** What people are told when the list cannot be had. */
export const NO_EMOJI = 'The emoji cannot be loaded. Check the connection and try again.';

/** How far from its name: that is it, it begins so and the rest is short, another of its words does, or it is somewhere in it; for several words that of the farthest. */
function distance({ names, words }, sought, whole) {
  if (names.includes(whole)) return 0;
  const begun = names.filter(name => name.startsWith(whole)).map(name => name.length);
  if (begun.length) return 1 + Math.min(...begun) / 100;
  return Math.max(...sought.map(word => [...words, ...names].some(each => each.startsWith(word)) ? 2 : names.some(name => name.includes(word)) ? 3 : NOT_AT_ALL));
}

/** The emoji, their names, and those that were used last in this browser. The list is fetched when it is wanted first. */
class Emoji {
  #store = new SafeStorage(() => localStorage);
  #loading;
  #all = [];
  #named = new Map();

  /** In the order of the list: `{ name, emoji: [{ emoji, name, names }] }`. */
  groups = [];

  get isLoaded() {
    return this.#all.length > 0;
  }

  /** Fails when the list cannot be had, and tries again when it is asked again. */
  load() {
    this.#loading ??= import('./emoji-list.js').then(({ default: list }) => this.#read(list)).catch(error => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** Those that the words mean, the nearest first, and of those the ones that were used. */
  find(text, limit = Infinity) {
    const words = text.toLowerCase().split(/[\s_-]+/u).filter(Boolean);
    const whole = words.join('_');
    if (!whole) return [];
    const used = this.#used();
    const found = this.#all.map(each => ({ each, distance: distance(each, words, whole), isNew: !used.includes(each.emoji) })).filter(({ distance }) => distance < NOT_AT_ALL);
    return found.sort((a, b) => a.distance - b.distance || a.isNew - b.isNew).slice(0, limit).map(({ each }) => each);
  }

  /** The emoji of that very name. */
  named(name) {
    return this.#named.get(name)?.emoji;
  }

  /** Those that were used last, the newest first; to begin with those that everybody uses. */
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
      return []; // somebody else wrote there
    }
  }

  #read(list) {
    for (const line of list.trim().split('\n')) {
      if (line.startsWith('# ')) this.groups.push({ name: line.slice(2), emoji: [] });
      else this.groups.at(-1).emoji.push(read(line));
    }
    this.#all = this.groups.flatMap(group => group.emoji);
    for (const each of this.#all) for (const name of each.names) if (!this.#named.has(name)) this.#named.set(name, each);
  }
}

export const emoji = new Emoji();
