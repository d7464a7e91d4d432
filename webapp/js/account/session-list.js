// Loaded on demand, so it imports nothing: `kit` has what it uses of the page.

const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function state({ current, online, seen }) {
  if (current) return 'This browser';
  return online ? 'Open now' : `Last seen ${time.format(seen)}`;
}

/** The browsers that are signed in as we are; ends their sessions. */
export class SessionList {
  #kit;
  #element = document.getElementById('account-sessions');
  #sessions = [];
  #error = '';
  #done = '';

  constructor(kit) {
    this.#kit = kit;
  }

  load() {
    return this.#attempt(() => this.#read());
  }

  async #read() {
    const { sessions } = await this.#kit.get('api/me/sessions');
    this.#sessions = sessions.sort((a, b) => b.current - a.current || b.online - a.online || b.seen - a.seen);
  }

  async #attempt(run) {
    this.#error = this.#done = '';
    try {
      await run();
    } catch (error) {
      this.#error = this.#kit.refusalInWords(error);
    }
    this.#show();
  }

  async #end(path, done) {
    await this.#attempt(async () => {
      await this.#kit.remove(path);
      await this.#read();
      this.#done = done;
    });
    document.getElementById('account-close').focus(); // the button has gone
  }

  #show() {
    const { html, nothing, render } = this.#kit;
    const others = this.#sessions.filter(({ current }) => !current);
    render(
      html`
        <ul>${this.#sessions.map(session => this.#session(session))}</ul>
        ${others.length > 1 ? html`<div class="sheet-a"><button type="button" class="btn" @click=${() => this.#end('api/me/sessions', 'All other browsers are signed out.')}>Sign out all others</button></div>` : nothing}
        <p class="err" role="alert">${this.#error}</p>
        <p class="done" role="status">${this.#done}</p>`,
      this.#element,
    );
  }

  #session(session) {
    const { html, nothing, browserInWords } = this.#kit;
    const { id, userAgent, created, current } = session;
    const words = browserInWords(userAgent);
    return html`<li><span class="n"><bdi title=${userAgent}>${words}</bdi> <small>${state(session)}, signed in ${time.format(created)}</small></span>
      ${current ? nothing : html`<button type="button" class="btn" aria-label="Sign out ${words}" @click=${() => this.#end(`api/me/sessions/${id}`, 'That browser is signed out.')}>Sign out</button>`}</li>`;
  }
}
