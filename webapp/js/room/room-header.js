import { Emitter } from '../client/emitter.js';
import { kindInWords, roomMark } from '../shell/room-mark.js';
import { html, nothing, render } from '../vendor.js';
import { PinsPopover } from './pins-popover.js';
import { Topic } from './topic.js';

/** The room's name, its topic and its pinned messages. Emits `go` to go to the message `at` an offset. */
export class RoomHeader extends Emitter {
  #name = document.getElementById('room-name');
  #topic = new Topic();
  #pins;

  constructor(actions) {
    super();
    this.#pins = new PinsPopover(actions);
    this.#pins.on('go', event => this.emit('go', event));
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
  }
}
