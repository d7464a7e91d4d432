const GATHER = 600;
const CROWD = 3;

/** Reads out, politely, what happens elsewhere than where the reader is. */
export class Announcer {
  #element = document.getElementById('announcer');
  #news = [];
  #words = [];
  #timer;

  /** What comes at once is said at once; a crowd is only counted. */
  heard({ author, text }) {
    this.#news.push(`${author.name}: ${text}`);
    this.#soon();
  }

  say(text) {
    this.#words.push(text);
    this.#soon();
  }

  #soon() {
    this.#timer ??= setTimeout(() => this.#speak(), GATHER);
  }

  #speak() {
    const news = this.#news.length > CROWD ? [`${this.#news.length} new messages`] : this.#news;
    this.#element.textContent = [...news, ...this.#words].join('\n');
    this.#news = [];
    this.#words = [];
    this.#timer = undefined;
  }
}
