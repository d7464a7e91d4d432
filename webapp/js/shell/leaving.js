import { shownTitle } from './room-mark.js';
import { Sheet } from './sheet.js';
import { html } from '../vendor.js';

/** Leaves rooms, or only closes a conversation. Where there is no way back, asks first and says so. */
export class Leaving {
  #session;
  #talks;

  constructor(session, talks) {
    this.#session = session;
    this.#talks = talks;
  }

  leave(name) {
    const { room } = this.#talks.get(name) ?? {};
    if (!room) return;
    if (room.kind === 'private') this.#ask(room);
    else if (room.kind === 'direct') this.#talks.close(name);
    else this.#talks.leave(name);
  }

  #ask(room) {
    new Sheet({
      title: html`Leave <bdi>${shownTitle(room)}</bdi>?`,
      about: 'You can no longer read this private room, and need an invitation to come back.',
      submit: 'Leave room',
      isDangerous: true,
      run: () => this.#leave(room),
    });
  }

  async #leave(room) {
    if (!this.#session.isOpen) return 'You are offline. Leave the room once you are connected.';
    try {
      await this.#talks.leaveForGood(room.id);
      return undefined;
    } catch (error) {
      if (error.code !== 'forbidden') throw error;
      return 'You are the only owner. Make somebody else an owner first.';
    }
  }
}
