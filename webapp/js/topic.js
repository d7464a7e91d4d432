import { openModal } from './modal.js';
import { sentence } from './sentence.js';

const part = name => document.getElementById(`topic-${name}`);

/** What the room is about: a line below its name, and a dialog to say it. */
export class Topic {
  #button = document.getElementById('topic');
  #dialog = part('dialog');
  #input = part('input');
  #talk;

  constructor() {
    this.#button.addEventListener('click', () => this.#ask());
    part('cancel').addEventListener('click', () => this.#dialog.close());
    part('form').addEventListener('submit', event => {
      event.preventDefault();
      this.#save();
    });
  }

  show(talk) {
    const { topic } = talk.room;
    this.#talk = talk;
    this.#button.textContent = topic || 'Add a topic';
    this.#button.classList.toggle('none', !topic);
    this.#button.setAttribute('aria-label', topic ? `Topic: ${topic}. Change it` : 'Add a topic');
    this.#button.disabled = Boolean(talk.error);
  }

  #ask() {
    this.#input.value = this.#talk.room.topic;
    this.#complain('');
    openModal(this.#dialog);
    this.#input.select();
  }

  async #save() {
    const { room } = this.#talk;
    const topic = this.#input.value.trim();
    try {
      if (topic !== room.topic) await room.setTopic(topic);
      this.#dialog.close();
    } catch (error) {
      this.#complain(sentence(error, 'text'));
    }
  }

  #complain(error) {
    part('error').textContent = error;
    this.#input.setAttribute('aria-invalid', error !== '');
  }
}
