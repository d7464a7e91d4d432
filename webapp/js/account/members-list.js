// Loaded on demand, so it imports nothing: `kit` has what it uses of the page.

const part = name => document.getElementById(`members-${name}`);
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** For owners: the accounts of this server, and links for new ones and new passwords. */
export class MembersList {
  #kit;
  #accounts = [];
  #invites = [];
  /** The newest link, which the server shows only once. */
  #link;
  #isCopied = false;
  #error = '';

  constructor(kit) {
    this.#kit = kit;
    part('dialog').addEventListener('close', () => (this.#link = undefined));
  }

  /** Draws what is known, then what the server says. */
  open() {
    this.#error = '';
    this.#show();
    this.#load();
  }

  async #load() {
    await this.#attempt(async () => {
      const [{ accounts }, { invites }] = await Promise.all([
        this.#kit.get('api/accounts'),
        this.#kit.get('api/invites'),
      ]);
      this.#accounts = accounts;
      this.#invites = invites;
    });
  }

  /** Runs a request, then draws what is new. */
  async #attempt(run) {
    this.#error = '';
    try {
      await run();
    } catch ({ message }) {
      this.#error = message;
    }
    this.#show();
  }

  async #create(path, text) {
    await this.#attempt(async () => {
      const { link } = await this.#kit.post(path, {});
      this.#link = { link, text };
      this.#isCopied = false;
    });
    await this.#load();
    part('list').querySelector('.new-link input')?.select();
  }

  async #change(account, change) {
    await this.#attempt(() => this.#kit.post(`api/accounts/${account.id}`, change));
    const error = this.#error;
    await this.#load();
    this.#error ||= error;
    this.#show();
  }

  async #revoke({ id }) {
    await this.#attempt(() => this.#kit.remove(`api/invites/${id}`));
    await this.#load();
    part('invite').focus();
  }

  async #copy() {
    this.#isCopied = await this.#kit.copy(this.#link.link);
    this.#show();
  }

  #show() {
    this.#kit.render(this.#content(), part('list'));
  }

  #content() {
    const { html, nothing, repeat } = this.#kit;
    return html`
      <p class="err" role="alert">${this.#error}</p>
      <button type="button" class="btn main" id="members-invite" @click=${() => this.#create('api/invites', 'Send this link to the person you invite. It works once, within a week.')}>Create invitation link</button>
      ${this.#link ? this.#newLink(this.#link) : nothing}
      <h3>People</h3>
      <ul>${repeat(
        this.#accounts,
        ({ id }) => id,
        account => this.#account(account),
      )}</ul>
      ${this.#invites.length ? html`<h3>Unused links</h3><ul>${this.#invites.map(invite => this.#invite(invite))}</ul>` : nothing}`;
  }

  #newLink({ link, text }) {
    const { html } = this.#kit;
    return html`<div class="new-link">
      <label for="members-link">${text}</label>
      <div><input id="members-link" readonly .value=${link} @focus=${event => event.target.select()}>
      <button type="button" class="btn" @click=${() => this.#copy()}>${this.#isCopied ? 'Copied' : 'Copy'}</button></div>
    </div>`;
  }

  #account(account) {
    const { html, nothing, avatar, icon } = this.#kit;
    const { member, name, owner, active } = account;
    const note = [owner && 'Owner', !active && 'Deactivated'].filter(Boolean).join(', ');
    return html`<li class=${active ? '' : 'off'}>${avatar({ id: member, name }, 's')}
      <span class="n"><bdi>${name}</bdi>${note ? html` <small>${note}</small>` : nothing}</span>
      <button type="button" class="ib" aria-label="Manage ${name}" aria-haspopup="menu" @click=${event => this.#menu(account, event.currentTarget)}>${icon('more')}</button></li>`;
  }

  #menu(account, button) {
    const { id, name, owner, active } = account;
    const reset = {
      icon: 'link',
      text: 'Create password link',
      run: () =>
        this.#create(
          `api/accounts/${id}/reset`,
          `Send this link to ${name} to choose a new password. It works once, within a week.`,
        ),
    };
    const items = [
      active && reset,
      active && {
        icon: 'people',
        text: owner ? 'Remove as owner' : 'Make owner',
        run: () => this.#change(account, { owner: !owner }),
      },
      active
        ? { icon: 'x', text: 'Deactivate', isDangerous: true, run: () => this.#change(account, { active: false }) }
        : { icon: 'plus', text: 'Activate', run: () => this.#change(account, { active: true }) },
    ];
    this.#kit.openMenu(button, items.filter(Boolean), `Manage ${name}`);
  }

  #invite(invite) {
    const { html, icon } = this.#kit;
    const { kind, by, name, expires } = invite;
    const what = kind === 'reset' ? html`New password for <bdi>${name}</bdi>` : 'Invitation';
    return html`<li><span class="n">${what} <small>by <bdi>${by}</bdi>, until ${date.format(expires)}</small></span>
      <button type="button" class="ib" aria-label="Revoke link" title="Revoke" @click=${() => this.#revoke(invite)}>${icon('trash')}</button></li>`;
  }
}
