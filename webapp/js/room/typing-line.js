import { html, nothing, render } from '../vendor.js';

/** Who is typing, below the message box. */
export class TypingLine {
  #element = document.getElementById('typing');
  #following;

  turnTo({ room }) {
    this.#following?.abort();
    this.#following = new AbortController();
    this.#show([], 0);
    room.on('typing', ({ members, count }) => this.#show(members, count), { signal: this.#following.signal });
  }

  #show(members, count) {
    render(
      count
        ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span>${words(members, count)}</span>`
        : nothing,
      this.#element,
    );
  }
}

function words([first, second], count) {
  if (count === 1) return html`<bdi title=${first.name}>${first.name}</bdi> is typing`;
  if (count === 2)
    return html`<bdi title=${first.name}>${first.name}</bdi> and <bdi title=${second.name}>${second.name}</bdi> are typing`;
  return 'Several people are typing';
}
