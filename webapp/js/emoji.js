import { Store } from './store.js';

const ITEM = 'parley.emoji';
const RECENT = 16;
const USUAL = ['+1', 'heart', 'joy', 'tada', 'eyes', 'white_check_mark', 'pray', 'rocket'];

/** A line of the list: the emoji, its names, and behind a bar more words that it is found by. */
function read(line) {
  const [named, words = ''] = line.split('|');
  const [emoji, ...names] = named.split(' ');
  return { emoji, names, name: names[0], words: words.split(' ') };
}

/** The emoji, their names, and those that were used last in this browser. The list is fetched when it is wanted first. */
class Emoji {
  #store = new Store(() => localStorage);
  #loading;
  #all = [];
  #named = new Map();

  /** In the order of the list: `{ name, emoji: [{ emoji, name, names }] }`. */
  groups = [];

  get isLoaded() {
    return this.#all.length > 0;
  }

  async load() {
    this.#loading ??= import('./emoji-list.js');
    try {
      if (!this.isLoaded) this.#read((await this.#loading).default);
    } catch (error) {
      this.#loading = undefined; // the network, perhaps: tried again when it is wanted again
      throw error;
    }
  }

  /** Those that a word means, the nearest first: by the beginning of a name, by the middle of one, by another word. */
  find(word, limit = Infinity) {
    const sought = word.toLowerCase().replaceAll(/[\s-]+/gu, '_');
    const rank = ({ names, words }) => names.includes(sought) ? 0 : names.some(name => name.startsWith(sought)) ? 1
      : names.some(name => name.includes(sought)) ? 2 : words.some(each => each.startsWith(sought)) ? 3 : 4;
    const ranks = Array.from({ length: 4 }, () => []);
    for (const each of this.#all) ranks[rank(each)]?.push(each);
    const recent = this.#used();
    ranks[1].sort((a, b) => recent.includes(b.emoji) - recent.includes(a.emoji));
    return ranks.flat().slice(0, limit);
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
