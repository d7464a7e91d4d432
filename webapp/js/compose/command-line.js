import { Emitter } from '../client/emitter.js';
import { kit, loadWithStyle, once } from '../shell/later.js';
import { commandIn } from './slash.js';

const NOT_LOADED = 'Commands cannot be loaded. Check the connection and try again.';
const AS_TEXT = 'Send as a message';
const BEGUN = /^\/([\p{L}\p{N}-]*)$/u;
const GIVEN = /^\/(\p{L}[\p{L}\p{N}-]*)\s/u;

/**
 * The commands in the message box, such as `/topic`. What they do is loaded with the first slash. Emits `taken` when one
 * begins, `failed` with its `text` and `talk` when it was not carried out, and `send` with a `text` that the user wants to
 * send although it looks like a command.
 */
export class CommandLine extends Emitter {
  #page;
  #box;
  #note = document.createElement('div');
  #module;
  #load = once(async () => (this.#module = await loadWithStyle(() => import('./commands.js'), 'keyboard')));
  #isLoading = false;
  #isNoted = false;

  /** `page()`: what commands can use; `form`: of the message box. */
  constructor(page, form) {
    super();
    this.#page = page;
    this.#box = form.querySelector('textarea');
    document.getElementById('composer-note').before(this.#note); // which must stay next to the box
    form.addEventListener('input', () => this.clear());
  }

  /** Whether a text is a command. If so, runs it. */
  takes(text) {
    const command = this.#page().isEditing ? undefined : commandIn(text);
    if (command && !this.#isLoading) this.#run(command, text);
    return command !== undefined;
  }

  /** What completes the text before the caret; `undefined` if it is no command. */
  suggestions(before) {
    const [, begun] = before.match(BEGUN) ?? [];
    if (begun === undefined || this.#page().isEditing) return undefined;
    const { html } = kit;
    const found = this.#module?.commandsLike(begun) ?? [];
    const options = found.map(({ name, takes, what }) => ({
      puts: takes ? `/${name} ` : `/${name}`,
      shown: html`<b class="cmd">/${name}${takes ? html` <i>${takes}</i>` : ''}</b><span class="cmd-w">${what}</span>`,
    }));
    return {
      start: 0,
      label: begun ? `Commands matching “/${begun}”` : 'Commands',
      options,
      isWhole: found.some(({ name, takes = '[' }) => name === begun && takes.startsWith('[')),
      load: this.#module ? undefined : () => this.#load(),
      failure: NOT_LOADED,
    };
  }

  /** Whether the text before the caret names people whom we may know from elsewhere. */
  isOfPeople(before) {
    const [, name] = before.match(GIVEN) ?? [];
    return Boolean(name && this.#module?.COMMANDS.find(each => each.name === name)?.ofPeople);
  }

  /** Removes what was said about the last command. */
  clear() {
    if (!this.#isNoted) return;
    this.#isNoted = false;
    kit.render(kit.nothing, this.#note);
  }

  /** Unless the user has gone on while the commands were loaded. */
  async #run(command, text) {
    this.clear();
    const page = this.#page();
    const { value } = this.#box;
    this.#isLoading = true;
    const module = await this.#load().catch(() => undefined);
    this.#isLoading = false;
    if (this.#box.value !== value || this.#page().talk !== page.talk) return;
    if (!module) return this.#say(NOT_LOADED);
    this.emit('taken', {});
    try {
      await module.runCommand(command, page);
    } catch (error) {
      this.emit('failed', { text, talk: page.talk });
      this.#refuse(error, text, page);
    }
  }

  #refuse(error, text, page) {
    const { html, errorText, nothing } = kit;
    const words = error instanceof this.#module.CommandError ? error.message : errorText(error, 'room action');
    if (this.#page().talk !== page.talk) return page.tell(words);
    const isUnknown = error.code === 'unknown-command';
    const send = html`<button type="button" class="lnk" @click=${() => this.#send(text)}>${AS_TEXT}</button>`;
    return this.#say(words, error.code, isUnknown ? send : nothing);
  }

  #say(words, code = 'not-loaded', button = kit.nothing) {
    const { html, icon, render } = kit;
    this.#isNoted = true;
    render(
      html`<p class="cmd-e" role="alert" data-error=${code}>${icon('alert')}<span>${words}</span>${button}</p>`,
      this.#note,
    );
  }

  #send(text) {
    this.#box.focus(); // the button is about to go
    this.clear();
    this.emit('send', { text });
  }
}
