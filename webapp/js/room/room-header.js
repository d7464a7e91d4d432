import { Emitter } from '../client/emitter.js';
import { html, render } from '../vendor.js';
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

  show(talk, isConnected) {
    const { id } = talk.room;
    render(html`<bdi>${id}</bdi>`, this.#name);
    this.#name.title = id;
    this.#topic.show(talk);
    this.#pins.show(talk, isConnected);
  }
}
