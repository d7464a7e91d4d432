import { Emitter } from '../client/emitter.js';
import { SafeStorage } from '../shell/safe-storage.js';
import { markdown } from '../text/markdown.js';
import { html, nothing, render } from '../vendor.js';

const storage = new SafeStorage(() => localStorage);
const itemOf = room => `parley-rules ${room.id}`;

/**
 * The rules of the room on screen: a card above the conversation, for those who have not closed it since the rules were
 * set, and for those who open it again. Emits `edit`.
 */
export class RulesCard extends Emitter {
  #place = document.getElementById('rules');
  #log = document.getElementById('log');
  #room;
  /** The rules that are shown or being loaded, by their offset. */
  #at;
  #text = '';
  /** Whether the user has opened the card. */
  #isWanted = false;

  show({ room, isNowhere }) {
    const at = isNowhere ? undefined : room.rulesAt;
    if (room !== this.#room) this.#isWanted = false;
    if (room !== this.#room || at !== this.#at) {
      this.#room = room;
      this.#at = at;
      this.#text = '';
      if (this.#isOpen) this.#load();
    }
    this.#draw();
  }

  /** Shows the card, whether it was closed before or not, and moves the focus there. */
  async open() {
    this.#isWanted = true;
    if (this.#text) this.#draw();
    else await this.#load();
    this.#place.focus();
  }

  get #isOpen() {
    return this.#at !== undefined && (this.#isWanted || storage.read(itemOf(this.#room)) !== `${this.#at}`);
  }

  async #load() {
    const room = this.#room;
    const at = this.#at;
    const text = await room.rules().catch(() => ''); // while offline; the menu opens it later
    if (this.#room !== room || this.#at !== at) return;
    this.#text = text;
    this.#draw();
  }

  #close() {
    this.#isWanted = false;
    storage.write(itemOf(this.#room), `${this.#at}`);
    this.#draw();
    this.#log.focus();
  }

  #draw() {
    const isShown = this.#isOpen && this.#text !== '';
    this.#place.hidden = !isShown;
    render(isShown ? this.#card() : nothing, this.#place);
  }

  #card() {
    return html`<h2>Rules of this room</h2>
      <div class="text" dir="auto">${markdown(this.#text)}</div>
      <div class="rules-a">
        <button type="button" class="btn" @click=${() => this.#close()}>Got it</button>
        ${this.#room.may('moderate') ? html`<button type="button" class="btn" @click=${() => this.emit('edit')}>Edit rules…</button>` : nothing}
      </div>`;
  }
}
