import { plainText } from '../text/markdown.js';
import { shownTitle } from './room-mark.js';

const GATHER = 600;
const PAUSE = 5_000;
const CROWD = 3;
const NAMES = 3;
const LONGEST = 300;

const list = new Intl.ListFormat('en');
const cut = text => (text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text);
const each = (all, summary) => (all.length > CROWD ? [summary(all)] : all.map(({ words }) => words));

function listed(all) {
  const names = [...new Set(all)];
  return list.format(
    names.length > NAMES ? [...names.slice(0, NAMES - 1), `${names.length - NAMES + 1} others`] : names,
  );
}

/**
 * Reads out what happens outside of the focused element, through a polite live region. What others do is read out soon,
 * but at most every five seconds: if it is a lot, only who and how many.
 */
export class Announcer {
  #element = document.getElementById('announcer');
  #here = [];
  #elsewhere = [];
  #reactions = [];
  #replies = [];
  #newsTimer;
  #replyTimer;
  #nextNews = 0;

  /** Reads out a new message. `elsewhere`: the room that it is in, unless that is on screen. */
  heard({ author: { name }, text, mentionsMe }, elsewhere) {
    const where = elsewhere && shownTitle(elsewhere);
    const how = elsewhere?.kind === 'direct' ? ' wrote to you' : elsewhere ? ` mentioned you in ${where}` : '';
    const words = `${name}${how}: ${cut(plainText(text))}`;
    (elsewhere ? this.#elsewhere : this.#here).push({ words, name, room: where, mentionsMe });
    this.#soon();
  }

  /** Somebody reacted to one of our messages. */
  reacted(name, emoji) {
    this.#reactions.push({ words: `${name} reacted to your message with ${emoji}`, name });
    this.#soon();
  }

  /** Responds to something that the user did. */
  say(text) {
    this.#replies.push(text);
    if (!this.#replyTimer) this.#replyTimer = setTimeout(() => this.#reply(), GATHER);
  }

  #soon() {
    if (this.#newsTimer) return;
    this.#newsTimer = setTimeout(() => this.#tell(), Math.max(GATHER, this.#nextNews - performance.now()));
  }

  #reply() {
    this.#replyTimer = undefined;
    this.#element.textContent = this.#replies.splice(0).join('\n');
  }

  #tell() {
    const [here, elsewhere, reactions] = [this.#here, this.#elsewhere, this.#reactions].map(news => news.splice(0));
    const names = all => listed(all.map(({ name }) => name));
    const rooms = all => listed(all.map(({ room }) => room));
    const who = names(here.filter(({ mentionsMe }) => mentionsMe));
    this.#newsTimer = undefined;
    this.#nextNews = performance.now() + PAUSE;
    this.#element.textContent = [
      ...each(elsewhere, all => `${all.length} messages for you, from ${names(all)} in ${rooms(all)}`),
      ...each(here, all => `${all.length} new messages from ${names(all)}${who && `; ${who} mentioned you`}`),
      ...each(reactions, all => `${all.length} reactions to your messages from ${names(all)}`),
    ].join('\n');
  }
}
