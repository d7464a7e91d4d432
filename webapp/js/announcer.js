const GATHER = 600;

/** Reads out, politely, what happens elsewhere than where the reader is. */
export class Announcer {
  #element = document.getElementById('announcer');
  #news = [];
  #timer;

  heard({ author, text }) {
    this.say(`${author.name}: ${text}`);
  }

  /** What comes at once is said at once; a crowd is only counted. */
  say(text) {
    this.#news.push(text);
    this.#timer ??= setTimeout(() => this.#speak(), GATHER);
  }

  #speak() {
    this.#element.textContent = this.#news.length > 3 ? `${this.#news.length} new messages` : this.#news.join('\n');
    this.#news = [];
    this.#timer = undefined;
  }
}
