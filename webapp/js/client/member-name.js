import { ParleyError } from './error.js';

/** The name that we say hello with: the one that the server knows, or one that was wished for until the server has taken or refused it. */
export class MemberName {
  #name;
  #wish;

  constructor(name) {
    this.#name = name;
  }

  get value() {
    return this.#wish?.name ?? this.#name;
  }

  /** A promise for the member under the new name. There is one wish at a time. */
  wish(name) {
    this.drop(new ParleyError('discarded', 'Another name was asked for'));
    return new Promise((resolve, reject) => this.#wish = { name, resolve, reject });
  }

  /** Returns whether it was wished for. */
  taken(member) {
    const wish = this.#wish;
    this.#name = member.name;
    this.#wish = undefined;
    wish?.resolve(member);
    return wish !== undefined;
  }

  /** Gives the wish up. Returns whether there was one, and so another name to go back to. */
  drop(error) {
    const wish = this.#wish;
    this.#wish = undefined;
    wish?.reject(error);
    return wish !== undefined;
  }
}
