import { openModal } from '../shell/modal.js';
import { html, nothing, render } from '../vendor.js';

const part = name => document.getElementById(`topic-${name}`);

/** The room's topic: the line below its name, and the dialog to change it. */
export class Topic {
  #button = document.getElementById('topic');
  #dialog = part('dialog');
  #input = part('input');
  #talk;

  constructor() {
    this.#button.addEventListener('click', () => this.#ask());
    part('cancel').addEventListener('click', () => this.#dialog.close());
    this.#input.addEventListener('keydown', event => event.key === 'Enter' && !event.isComposing && this.#enter(event));
    part('form').addEventListener('submit', event => {
      event.preventDefault();
      this.#save();
    });
  }

  show(talk) {
    const { nextTopic: topic, topic: now } = talk.room;
    const waits = topic !== now;
    this.#talk = talk;
    render(
      html`${topic || 'Add a topic'}${waits ? html`<span class="late"> (waiting)</span>` : nothing}`,
      this.#button,
    );
    this.#button.title = topic;
    this.#button.classList.toggle('none', !topic);
    this.#button.setAttribute(
      'aria-label',
      topic ? `Topic: ${topic}${waits ? ', waiting' : ''}. Change it` : 'Add a topic',
    );
    this.#button.disabled = talk.isNowhere || talk.room.kind === 'direct' || !talk.room.may('arrange');
    this.#button.hidden =
      talk.isGone || talk.room.kind === 'direct' || (this.#button.disabled && !topic && !talk.error);
    this.#button.classList.toggle('fixed', !talk.isNowhere && Boolean(topic) && talk.room.kind !== 'direct');
  }

  #ask() {
    this.#input.value = this.#talk.room.nextTopic;
    openModal(this.#dialog);
    this.#input.select();
  }

  /** A topic has no line breaks, so Enter saves it. */
  #enter(event) {
    event.preventDefault();
    this.#save();
  }

  /** A refusal is reported like that of any other change. */
  #save() {
    const { room } = this.#talk;
    const topic = this.#input.value.replace(/\s+/gu, ' ').trim();
    if (topic !== room.nextTopic) room.setTopic(topic);
    this.#dialog.close();
  }
}
