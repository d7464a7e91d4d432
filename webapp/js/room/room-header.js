import { Emitter } from '../client/emitter.js';
import { kindInWords, roomMark } from '../shell/room-mark.js';
import { html, nothing, render } from '../vendor.js';
import { PinsPopover } from './pins-popover.js';
import { RulesCard } from './rules-card.js';
import { Topic } from './topic.js';

/**
 * The room's name, its topic, its pinned messages and its rules. Emits `go` to go to the message `at` an offset, and
 * `edit-rules`.
 */
export class RoomHeader extends Emitter {
  #name = document.getElementById('room-name');
  #topic = new Topic();
  #pins;
  #rules = new RulesCard();

  constructor(actions) {
    super();
    this.#pins = new PinsPopover(actions);
    this.#pins.on('go', event => this.emit('go', event));
    this.#rules.on('edit', () => this.emit('edit-rules'));
  }

  /** Shows the rules to somebody who has closed them. */
  openRules() {
    this.#rules.open();
  }

  show(talk, isConnected, me) {
    const { room } = talk;
    const { title } = talk;
    const kind = talk.isGone ? undefined : kindInWords(room);
    render(
      html`${roomMark(room, me, 's')}<span class="rh-n">${kind ? html`<span class="vh">${kind}: </span>` : nothing}<bdi>${title}</bdi></span>${room.archived ? html`<small class="tag">Archived</small>` : nothing}`,
      this.#name,
    );
    this.#name.title = title;
    this.#topic.show(talk);
    this.#pins.show(talk, isConnected);
    this.#rules.show(talk);
  }
}
