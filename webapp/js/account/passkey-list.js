// Loaded on demand, so it imports nothing: `kit` has what it uses of the page.

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const used = at => (at ? `last used ${date.format(at)}` : 'not used yet');

/** Our passkeys: lists, adds and removes them. */
export class PasskeyList {
  #kit;
  #element = document.getElementById('account-passkeys');
  #passkeys = [];
  /** Whether we have a password, too. */
  #hasPassword = true;
  /** What adding one needs: `none`, `password` or `sign-in`. */
  #confirm = 'none';
  #error = '';
  #done = '';
  #isBusy = false;

  constructor(kit) {
    this.#kit = kit;
  }

  /** Promises whether our account has a password. */
  async load() {
    this.#error = this.#done = '';
    await this.#attempt(() => this.#read());
    return this.#hasPassword;
  }

  async #read() {
    const { passkeys, password, confirm } = await this.#kit.get('api/me/passkeys');
    this.#passkeys = passkeys;
    this.#hasPassword = password;
    this.#confirm = confirm;
  }

  /** Runs a request once at a time, then draws what is new. */
  async #attempt(run) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#error = this.#done = '';
    this.#show();
    try {
      await run();
    } catch (error) {
      this.#error = this.#kit.refusalInWords(error);
    }
    this.#isBusy = false;
    this.#show();
  }

  #add(event) {
    event.preventDefault();
    const form = event.target;
    const { name, current } = Object.fromEntries(new FormData(form));
    this.#attempt(async () => {
      await this.#kit.addPasskey(name, current);
      form.reset();
      await this.#read();
      this.#done = 'Your passkey is added.';
    });
  }

  #askToRemove(passkey) {
    const { html, Sheet } = this.#kit;
    new Sheet({
      title: html`Remove <bdi>${passkey.name}</bdi>?`,
      about: 'You can no longer sign in with it. Delete it on your device or in your password manager, too.',
      submit: 'Remove passkey',
      isDangerous: true,
      run: () => this.#remove(passkey),
    });
  }

  /** Promises what went wrong, if anything did. */
  async #remove({ id }) {
    try {
      await this.#kit.remove(`api/me/passkeys/${id}`);
    } catch (error) {
      return this.#kit.refusalInWords(error);
    }
    await this.#attempt(async () => {
      await this.#read();
      this.#done = 'The passkey is removed.';
    });
    requestAnimationFrame(() => this.#element.querySelector('button')?.focus()); // the one that was pressed has gone
    return undefined;
  }

  #show() {
    const { html, nothing, render } = this.#kit;
    render(
      html`
        ${this.#passkeys.length ? html`<ul>${this.#passkeys.map(passkey => this.#passkey(passkey))}</ul>` : nothing}
        ${this.#form()}
        <p class="err" role="alert" id="passkeys-error">${this.#error}</p>
        <p class="done" role="status">${this.#done}</p>`,
      this.#element,
    );
  }

  #passkey(passkey) {
    const { html, nothing, icon } = this.#kit;
    const { name, host, created, used: at } = passkey;
    const elsewhere = host === location.hostname ? nothing : html` for ${host},`;
    return html`<li><span class="n"><bdi>${name}</bdi> <small>${elsewhere} created ${date.format(created)}, ${used(at)}</small></span>
      <button type="button" class="ib" aria-label="Remove passkey ${name}" title="Remove" @click=${() => this.#askToRemove(passkey)}>${icon('trash')}</button></li>`;
  }

  #form() {
    const { html, nothing, browserInWords, passkeyProblem } = this.#kit;
    const problem =
      passkeyProblem() ??
      (this.#confirm === 'sign-in' &&
        'You signed in a while ago. To add a passkey, sign out and in again: it must be you.');
    if (problem) return html`<p class="rule" id="passkeys-problem">${problem}</p>`;
    return html`<form novalidate @submit=${event => this.#add(event)}>
      <label for="passkey-name">Name of a new passkey</label>
      <input id="passkey-name" name="name" type="text" maxlength="64" autocomplete="off" spellcheck="false" value=${browserInWords(navigator.userAgent)} aria-describedby="passkeys-error">
      ${
        this.#confirm === 'password'
          ? html`<label for="passkey-current">Your password</label>
            <input id="passkey-current" name="current" type="password" maxlength="512" autocomplete="current-password" aria-describedby="passkeys-error">`
          : nothing
      }
      <div class="sheet-a"><button class="btn" ?disabled=${this.#isBusy}>Add passkey</button></div></form>`;
  }
}
