import { Emitter } from '../client/emitter.js';
import { entryInWords } from '../room/entry-words.js';
import { LABELS } from '../room/roles.js';
import { render } from '../vendor.js';
import { shownTitle } from './room-mark.js';

/**
 * Tells that somebody has let us into a room, removed us from one that is not on screen, or given us another role. Emits
 * `open` with the `room` that the user wants to see.
 */
export class Arrivals extends Emitter {
  #session;
  #talks;
  #notices;

  constructor(session, talks, notices) {
    super();
    this.#session = session;
    this.#talks = talks;
    this.#notices = notices;
    talks.on('added', event => this.#added(event));
    talks.on('removed', event => this.#removed(event));
    talks.on('ruled', event => this.#ruled(event));
  }

  /** A direct room tells by its first message. */
  #added({ room, kind, title, role, by }) {
    if (kind === 'direct') return;
    const action = { action: 'Open', run: () => this.emit('open', { room }) };
    if (kind === 'public') return this.#notices.tell(`You are no longer banned from ${title}.`, { action });
    const as = LABELS[role] ? ` (${LABELS[role].toLowerCase()})` : '';
    this.#notices.tell(`${by.name} added you to ${title}${as}.`, { action });
  }

  #removed({ room, title, role, by, reason, deleted }) {
    const what = role === 'banned' ? 'banned' : 'removed';
    const end = `${by ? ` by ${by.name}` : ''}${reason ? `: ${reason}` : '.'}`;
    const words = deleted ? `${title} was deleted${end}` : `You were ${what} from ${title}${end}`;
    if (this.#talks.shown?.room.id === room)
      this.#notices.say(words); // the room says so, too
    else this.#notices.tell(words);
  }

  /** The conversation shows it; somebody who cannot see must hear it. */
  #ruled({ talk, entry, before }) {
    const { me } = this.#session;
    if (entry.member?.id !== me.id || (entry.author.id === me.id && !entry.ended)) return;
    const words = document.createElement('p');
    render(entryInWords(entry, { before, me }), words);
    const where = talk === this.#talks.shown ? '' : `${shownTitle(talk.room)}: `;
    this.#notices.say(`${where}${words.textContent}`);
  }
}
