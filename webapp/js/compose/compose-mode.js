import { Emitter } from '../client/emitter.js';
import { icon } from '../shell/icon.js';
import { firstLine } from '../text/first-line.js';
import { pressed } from '../shell/shortcuts.js';
import { html, nothing, render } from '../vendor.js';
import { brief, Drafts } from './drafts.js';
import { commandIn, unescaped } from './slash.js';

/**
 * What the message box is used for: a new message, a reply, or an edit, shown in a bar above the text. Emits `send` with
 * the `text`, `save` with the `message` edited and its `text`, and `changed`.
 */
export class ComposeMode extends Emitter {
  #bar = document.getElementById('composing');
  #form = document.getElementById('composer');
  #text = document.getElementById('text');
  #composer;
  #talk;
  #editing;
  #drafts = new Drafts();

  constructor(composer) {
    super();
    this.#composer = composer;
    composer.on('submit', ({ text }) => this.#submit(text));
    this.#form.addEventListener('keydown', event => event.target === this.#text && this.#key(event)); // after the completion list, which listens on the text itself
    this.#text.addEventListener('input', () => this.#typed());
  }

  /** The offset of the message being edited. */
  get editing() {
    return this.#editing?.message.offset;
  }

  get isEditing() {
    return this.#editing !== undefined;
  }

  /** Empties the box. */
  clear() {
    this.#composer.value = '';
    this.#changed();
  }

  /** Puts a text back into the box of its room, unless something else has been written there meanwhile. */
  putBack(text, talk) {
    if (talk === this.#talk) {
      if (this.#editing) this.#editing.draft ||= text;
      else this.#composer.value ||= text;
      return this.#changed();
    }
    talk.draft ||= text;
    return this.#drafts.put(talk.room.id, { text: talk.draft, replyTo: brief(talk.replyTo) });
  }

  /** Switches to another room's draft. */
  turnTo(talk) {
    this.keep();
    const { text = '', replyTo, editing } = talk.draft ? {} : this.#drafts.get(talk.room.id);
    this.#talk = talk;
    talk.draft ||= text;
    talk.replyTo ??= replyTo;
    this.#composer.value = talk.draft;
    if (editing) this.#beginEdit(editing.message, editing.text);
  }

  /** Stores the draft with its room. An unsaved edit is dropped. */
  keep() {
    if (!this.#talk) return;
    this.#talk.draft = this.#editing ? this.#editing.draft : this.#composer.value;
    this.#editing = undefined;
    this.#save();
  }

  /** Removes all drafts from this browser. */
  forget() {
    this.#drafts.clear();
  }

  reply(message) {
    this.#leaveEdit();
    this.#talk.replyTo = message;
    this.#composer.focus();
    this.#changed();
  }

  /** `text`: the text to start with. */
  edit(message, text = message.text) {
    this.#beginEdit(message, text);
    this.#composer.focus();
    this.#text.setSelectionRange(text.length, text.length);
    this.#changed();
  }

  /** The draft is deleted only after the outbox has the message. */
  #submit(text) {
    if (this.#editing) {
      const { message } = this.#editing;
      this.#leaveEdit();
      if (text !== message.text) this.emit('save', { message, text });
    } else {
      this.emit('send', { text: unescaped(text) });
    }
    this.#changed();
  }

  show() {
    this.#form.classList.toggle('edits', Boolean(this.#editing));
    render(this.#content(), this.#bar);
  }

  #content() {
    if (this.#editing) return this.#line('edit', html`<b>Editing message</b>`, 'Cancel editing');
    const { replyTo } = this.#talk ?? {};
    if (!replyTo) return nothing;
    const what = replyTo.deleted ? 'a deleted message' : firstLine(replyTo.text);
    return this.#line(
      'reply',
      html`Replying to <b title=${replyTo.author.name}><bdi>${replyTo.mine ? 'yourself' : replyTo.author.name}</bdi></b> <span class="q-t" dir="auto">${what}</span>`,
      'Cancel reply',
    );
  }

  #line(name, words, label) {
    return html`<div class="ctx">${icon(name)}<p>${words}</p><button type="button" class="ib" aria-label=${label} title=${label} @click=${() => this.#cancel()}>${icon('x')}</button></div>`;
  }

  #key(event) {
    if (event.defaultPrevented || event.isComposing) return;
    if (pressed(event, 'edit-last') && !this.#editing && !this.#composer.value) {
      const { lastOwn } = this.#talk;
      if (!lastOwn) return;
      event.preventDefault();
      this.edit(lastOwn);
    } else if (pressed(event, 'cancel') && (this.#editing || this.#talk.replyTo)) {
      event.preventDefault();
      this.#cancel();
    }
  }

  #cancel() {
    if (this.#editing) this.#leaveEdit();
    else this.#talk.replyTo = undefined;
    this.#composer.focus();
    this.#changed();
  }

  #typed() {
    if (!this.#editing && !commandIn(this.#composer.value)) this.#talk?.room.typing();
    this.#save();
  }

  #changed() {
    this.#save();
    this.emit('changed');
  }

  /** Saves the draft so that it survives a reload. */
  #save() {
    if (!this.#talk) return;
    const { value } = this.#composer;
    const editing = this.#editing && { message: brief(this.#editing.message), text: value };
    const text = this.#editing ? this.#editing.draft : value;
    this.#drafts.put(this.#talk.room.id, { text, replyTo: brief(this.#talk.replyTo), editing });
  }

  #beginEdit(message, text) {
    const draft = this.#editing ? this.#editing.draft : this.#composer.value;
    this.#editing = { message, draft };
    this.#composer.value = text;
  }

  #leaveEdit() {
    if (!this.#editing) return;
    this.#composer.value = this.#editing.draft;
    this.#editing = undefined;
  }
}
