import { ParleyError } from './error.js';
import { OutboxEntry } from './outbox-entry.js';
import { OutboxQueue } from './outbox-queue.js';
import { Sender } from './sender.js';
import { StoredOffsets } from './stored-offsets.js';

/**
 * Our messages and changes in one room that are not known to be stored, sent in the order they were made. A command
 * keeps its `ref` across retries, and the server stores a `ref` once. Every command is saved as a draft before it is sent.
 */
export class Outbox {
  #room;
  #wire;
  #sender;
  #queue = new OutboxQueue();
  #left = [];
  /** Why nothing will ever be sent again. */
  #end;
  #storedOffsets = new StoredOffsets();

  constructor(room, wire, ackTimeout) {
    this.#room = room;
    this.#wire = wire;
    this.#sender = new Sender(room, wire, ackTimeout, {
      changed: (entry, changes) => this.#change(entry, changes),
      stored: (entry, facts) => this.#stored(entry, facts),
      failed: (entry, error) => this.#fail(entry, error),
      idle: () => this.sendNext(),
    });
  }

  get messages() {
    return this.#queue.messages.map(({ item }) => item);
  }

  /** Changes in a closed room stay unsent: the next client may take them over. */
  get changes() {
    return [...this.#left.filter(({ isMessage }) => !isMessage), ...this.#queue.changes].map(({ item }) => item);
  }

  /** Returns a promise for the stored message or change. Its `message` or `change` is the unsent one. */
  add(item) {
    const known = this.#queue.find(item.ref);
    if (known) return known.sending;
    const post = item.kind === 'edit' && this.#queue.untouched(item.target);
    if (post) return this.#rewrite(post, item);
    const entry = new OutboxEntry(item, this.#wire.nextOrder());
    if (this.#end) return this.#refuse(entry);
    this.#queue.add(entry);
    entry.hold(item.dueAt - item.at, () => this.sendNext());
    this.#keep(entry);
    this.#change(entry, {});
    return entry.sending;
  }

  /** Takes over a draft from an earlier client, ahead of anything newer. */
  restore(draft) {
    const { ref, error, change } = draft;
    if (this.#queue.find(ref)) return;
    const entry = OutboxEntry.restored({ ...draft, room: this.#room.id }, this.#wire.author);
    this.#queue.insert(entry);
    entry.hold(Math.min(change?.dueAt - Date.now(), change?.dueAt - draft.at), () => this.sendNext());
    this.#change(entry, { kept: true, ...(error && { state: 'failed', error: ParleyError.of(error) }) });
  }

  /** We are in the room and may post. */
  open() {
    this.#sender.open();
  }

  shut() {
    this.#sender.shut();
  }

  /** The message or change is in the room's log. */
  seen(ref, { state, ...facts }) {
    const entry = this.#queue.find(ref);
    if (entry) this.#stored(entry, facts);
  }

  /** Sends immediately what is held back: the page may be about to go. */
  flush() {
    for (const entry of this.#queue.held) {
      entry.release();
      if (!this.#sender.isOpen || entry.waitsFor) continue;
      entry.isFlushed = true;
      this.#sender.sendNow(entry);
    }
    if (this.#wire.isRecovered) this.#unblock();
  }

  retry(ref) {
    const entry = this.#queue.find(ref);
    if (entry?.item.state !== 'failed') return;
    this.#queue.remove(entry);
    this.#queue.add(entry);
    entry.tries = 0;
    entry.order = this.#wire.nextOrder();
    this.#change(entry, { state: 'queued', error: undefined });
    this.#keep(entry);
  }

  /** Gives up an entry and the changes that refer to it. Returns whether that was still possible. */
  discard(ref) {
    const entry = this.#queue.find(ref);
    if (!entry || entry.isFlushed || this.#sender.isSending(entry) || !this.#remove(entry)) return false;
    entry.reject(new ParleyError('discarded'));
    this.#change(entry, { state: 'discarded' });
    for (const other of this.#queue.waitingFor(ref)) this.#orphan(other, 'discarded');
    return true;
  }

  /** This client sends nothing more; the next one finds the drafts. */
  close(error) {
    this.shut();
    this.#left = this.#queue.takeAll();
    for (const entry of this.#left) {
      entry.release();
      this.#change(entry, { state: 'failed', error });
      entry.reject(error);
    }
  }

  /** Nobody will ever send this: we are no longer in the room. */
  end(error) {
    this.#end = error;
    this.close(error);
    this.clear();
  }

  /** Hands everything unsent to another outbox. */
  moveTo(other) {
    this.shut();
    const entries = this.#queue.takeAll();
    other.#queue.merge(entries);
    for (const entry of entries) {
      entry.release();
      entry.hold(entry.item.dueAt - Date.now(), () => other.sendNext());
    }
  }

  /** Deletes the drafts, so that the next client does not send them either. */
  clear() {
    for (const entry of [...this.#queue.all, ...this.#left]) entry.forgetIn(this.#wire.drafts);
  }

  sendNext() {
    if (this.#wire.isRecovered) this.#unblock();
    if (!this.#sender.isReady || !this.#wire.isRecovered) return;
    const entry = this.#queue.next;
    if (!entry || entry.isToBeKept) return;
    if (!entry.item.ifNone || !this.#room.topic) this.#sender.send(entry);
    else if (this.discard(entry.ref)) this.sendNext();
  }

  #refuse(entry) {
    this.#change(entry, { state: 'failed', error: this.#end, kept: false });
    entry.reject(this.#end);
    return entry.sending;
  }

  /** Edits a message that nobody has seen: it is sent with the new text in the first place. */
  #rewrite(post, { text }) {
    this.#change(post, { text });
    this.#keep(post);
    const rewriting = post.sending.then(({ offset, at }) => ({ offset, at }));
    rewriting.catch(() => {});
    return Object.defineProperties(rewriting, { change: { value: undefined }, ref: { value: post.ref } });
  }

  /** Resolves entries whose message has been stored or is gone. */
  #unblock() {
    for (const entry of this.#queue.blocked) {
      const ref = entry.waitsFor;
      const post = this.#queue.find(ref);
      if (!this.#queue.has(entry)) continue; // discarded together with another one
      if (this.#storedOffsets.has(ref)) this.#place(entry, ref);
      else if (!post) this.#orphan(entry, 'not-found');
      else if (entry.item.kind === 'delete' && !entry.isHeld && !post.isTouched) this.#withdraw(entry, post);
    }
  }

  /** Deletes a message that was never sent. */
  #withdraw(entry, post) {
    this.#remove(entry);
    this.#change(entry, { state: 'sent' });
    entry.settle({ offset: NaN, at: new Date() });
    this.discard(post.ref);
  }

  /** The message an entry refers to will never be sent. A reply is sent all the same. */
  #orphan(entry, code) {
    if (entry.isMessage) this.#place(entry, entry.waitsFor);
    else this.#fail(entry, new ParleyError(code, 'The message was not sent'), code === 'discarded' ? code : 'failed');
  }

  /** Replaces `ref` by the offset of that message, if it has one. */
  #place(entry, ref) {
    entry.place(ref, this.#storedOffsets.get(ref));
    this.#change(entry, {});
    this.#keep(entry);
  }

  /** Saves the draft; the entry is not sent before that. */
  #keep(entry) {
    entry.keepIn(this.#wire.drafts, kept => {
      if (!this.#queue.has(entry)) return;
      if (kept !== entry.item.kept) this.#change(entry, { kept });
      this.sendNext();
    });
  }

  #stored(entry, facts) {
    if (!this.#queue.has(entry)) return;
    this.#sender.settled(entry);
    const others = this.#queue.waitingFor(entry.ref);
    if (entry.isMessage) this.#storedOffsets.put(entry.ref, facts.offset);
    for (const other of others) this.#place(other, entry.ref);
    this.#remove(entry, others);
    if (entry.isMessage) this.#change(entry, { ...facts, state: 'sent', error: undefined });
    else this.#change(entry, { state: 'sent' }, facts.offset);
    entry.settle(facts);
    this.sendNext();
  }

  /** A failed message stays, to be retried or discarded. A failed change is undone. */
  #fail(entry, error, state = 'failed') {
    if (entry.isMessage) {
      this.#change(entry, { state: 'failed', error });
      this.#keep(entry);
    } else {
      this.#remove(entry);
      this.#change(entry, { state, error });
    }
    entry.reject(error);
  }

  /** `offset`: where the log has the change. */
  #change(entry, changes, offset) {
    entry.become(changes);
    this.#room.altered(entry.item, offset);
  }

  /** Returns whether it was still there. */
  #remove(entry, others) {
    if (!this.#queue.remove(entry)) return false;
    entry.release();
    entry.forgetIn(this.#wire.drafts, others);
    return true;
  }
}
