import { applying, isChange } from './message-change.js';
import { messageOf } from './message.js';
import { isRoomEntry, roomEntryOf } from './room-entry.js';

/**
 * Follows a room's log: skips entries it has already seen, tells why each new one arrived, and applies it to the room.
 */
export class LogFollower {
  /** The offset of the newest entry seen, whether a message or a change; `NaN` before the first. */
  offset = NaN;
  /** What the next `join` sends as `since`. */
  position;
  topic = '';
  /** The room's newest offset when we joined. */
  headAtJoin = -1;
  #room;
  #wire;
  #parts;
  #backlog = 'history';

  /** `parts` of the room that entries affect: `facts`, `outbox`, `pages`, `preview` and `readMarker`. */
  constructor(room, wire, since, parts) {
    this.#room = room;
    this.#wire = wire;
    this.position = since;
    this.#parts = parts;
  }

  /** Whether entries from before the join, or from while we were away, are still arriving. */
  get isBehind() {
    return this.offset < this.headAtJoin;
  }

  /** A session begins. Unless it is `recovered` or the first, its entries do not connect to those seen before. */
  begin({ recovered, head, position }, isFirst) {
    if (recovered || isFirst) {
      this.headAtJoin = head;
      this.position = position;
      this.#backlog = recovered ? 'resume' : 'history';
    } else {
      this.#restart(head, position);
    }
  }

  reset({ head, position, topic = '' }) {
    this.#restart(head, position);
    this.setTopic(topic);
  }

  take(event) {
    if (isChange(event)) return this.#changed(event);
    if (event.type === 'message') return this.#posted(event);
    if (event.type === 'topic-changed') return this.#topicChanged(event);
    if (isRoomEntry(event)) return this.#administered(event);
    if (event.position) this.#advance(event); // entries of unknown types take up an offset, too
  }

  /** The message that an event carries. One that is in the log need not be sent again. */
  message(event) {
    const message = messageOf(event, this.#room.id, this.#wire.me);
    if (message.mine && message.ref) this.#parts.outbox.seen(message.ref, message);
    return message;
  }

  setTopic(topic, author) {
    if (topic === this.topic) return;
    this.topic = topic;
    this.#room.emit('topic', { topic, author });
  }

  /** Emits `reset`. */
  #restart(head, position) {
    this.position = position;
    this.headAtJoin = head;
    this.#backlog = 'history';
    this.offset = NaN;
    this.#parts.preview.clear();
    this.#parts.readMarker.reset(head);
    this.#room.emit('reset', { head });
  }

  #posted(event) {
    if (event.offset <= this.offset) return;
    const message = this.message(event); // before advancing: if this throws, the server sends the message again
    const cause = this.#advance(event);
    if (!message.mine && !message.deleted) this.#parts.readMarker.heard(message);
    this.#room.emit('message', { message, cause });
  }

  #changed(event) {
    const cause = this.#advance(event);
    this.#settle(event);
    if (!cause) return;
    const { type: kind, target, author, offset, emoji } = event;
    const apply = applying(event, this.#wire.me);
    this.#parts.pages.changed({ offset, apply });
    this.#parts.readMarker.changed(apply);
    this.#room.emit('change', { target, kind, author, cause, emoji, apply });
  }

  #topicChanged(event) {
    if (this.#advance(event)) this.setTopic(event.topic, event.author);
    this.#settle(event);
  }

  /** `joined` includes the entries before it. */
  #administered(event) {
    const cause = this.#advance(event);
    if (cause === 'live') this.#parts.facts.take(event);
    if (cause) this.#room.emit('entry', { entry: roomEntryOf(event), cause });
  }

  /** A change of ours that is in the log need not be sent again. */
  #settle({ author, ref, offset, at }) {
    if (author.id === this.#wire.me.id && ref) this.#parts.outbox.seen(ref, { offset, at: new Date(at) });
  }

  /** Returns why the entry arrived; `undefined` if it was seen before. */
  #advance({ offset, position }) {
    if (offset <= this.offset) return undefined;
    this.offset = offset;
    this.#parts.preview.seen(offset);
    this.position = position;
    return offset <= this.headAtJoin ? this.#backlog : 'live';
  }
}
