import { ParleyError } from './error.js';

/** The name in our hello: the current one or, until the server accepts or refuses it, the requested one. */
export class MemberName {
  #name;
  #wish;

  constructor(name) {
    this.#name = name;
  }

  get value() {
    return this.#wish?.name ?? this.#name;
  }

  /** Requests a name, replacing any earlier request. Resolves with the renamed member. */
  wish(name) {
    this.drop(new ParleyError('discarded', 'Another name was requested'));
    return new Promise((resolve, reject) => (this.#wish = { name, resolve, reject }));
  }

  /** Returns whether we had requested it. */
  taken(member) {
    const wish = this.#wish;
    this.#name = member.name;
    this.#wish = undefined;
    wish?.resolve(member);
    return wish !== undefined;
  }

  /** Drops the request. Returns whether there was one, so that there is an old name to go back to. */
  drop(error) {
    const wish = this.#wish;
    this.#wish = undefined;
    wish?.reject(error);
    return wish !== undefined;
  }
}
