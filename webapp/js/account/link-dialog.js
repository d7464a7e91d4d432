import { SafeStorage } from '../shell/safe-storage.js';
import { html, render } from '../vendor.js';
import { post } from './account-api.js';
import { AccountForm, checkChoice } from './account-form.js';
import { Gate } from './gate.js';
import { acceptWithPasskey, passkeyProblem } from './passkey.js';

const LINK = /^#invite=([\w-]+)$/;
/** In this tab, so that the page can be reloaded until the link is used or refused. */
const kept = new SafeStorage(() => sessionStorage);
const KEPT = 'parley.link';
const part = name => document.getElementById(`link-${name}`);

const TEXTS = {
  setup: {
    title: 'Set up Parley',
    about: () => 'You are the first one here. Choose a name and a password: as the owner, you invite the others.',
    submit: 'Create account',
  },
  invite: {
    title: 'Join Parley',
    about: ({ by }) => html`<bdi>${by}</bdi> invited you. Choose a name and a password.`,
    submit: 'Join',
  },
  reset: {
    title: 'Choose a new password',
    about: ({ name }) => html`For <bdi>${name}</bdi>. You will be signed out everywhere else.`,
    submit: 'Save password',
  },
};

/** The secret of the link that led here, which this takes out of the address; `undefined` without a link. */
export function takeSecret() {
  const secret = location.hash.match(LINK)?.[1];
  if (!secret) return kept.read(KEPT);
  kept.write(KEPT, secret);
  history.replaceState(history.state, '', location.pathname + location.search);
  return secret;
}

/** Uses a link: for the first account, for an account, or for a new password. */
export class LinkDialog {
  #gate = new Gate(part('dialog'));
  #form = new AccountForm(part('form'), fields => this.#accept(fields), checkChoice);
  #secret;

  constructor() {
    part('leave').addEventListener('click', () => this.#done());
    part('passkey').addEventListener('click', () => this.#acceptWithPasskey());
  }

  async show(secret) {
    this.#secret = secret;
    this.#form.reset();
    try {
      this.#offer(await post('api/invitation', { secret }));
    } catch (error) {
      this.#refuse(error);
    }
    this.#gate.open();
    (part('name').readOnly ? part('password') : part('name')).focus();
  }

  #offer(offer) {
    const { title, about, submit } = TEXTS[offer.kind];
    part('title').textContent = title;
    render(about(offer), part('about'));
    part('submit').textContent = submit;
    const isReset = offer.kind === 'reset';
    part('name').value = offer.name ?? '';
    part('name').readOnly = isReset;
    part('name-field').classList.toggle('vh', isReset); // still there for password managers
    part('name-field').ariaHidden = isReset;
    part('name').tabIndex = isReset ? -1 : 0;
    this.#offerPasskeys(offer);
    part('leave').hidden = false; // for those who are signed in or have an account
    part('leave').textContent = 'Cancel';
  }

  /** `passkeys`: how many the account has. */
  #offerPasskeys({ passkeys }) {
    const problem = passkeyProblem();
    part('passkey').hidden = problem !== undefined;
    part('no-passkey').hidden = problem === undefined;
    part('no-passkey').textContent = problem ?? '';
    part('remove').hidden = !passkeys;
  }

  #refuse({ code, message }) {
    const isPassing = code !== 'not-found';
    if (!isPassing) kept.remove(KEPT);
    part('title').textContent = isPassing ? 'Please try again' : 'This link does not work';
    part('about').textContent = isPassing ? message : 'It was used, has expired or was revoked. Ask for a new one.';
    part('fields').hidden = true;
    part('submit').hidden = true;
    part('passkey').hidden = true;
    part('leave').hidden = false;
    part('leave').textContent = 'Open Parley';
  }

  async #accept({ name, password, removePasskeys }) {
    const choice = { secret: this.#secret, name, password, removePasskeys: removePasskeys !== undefined };
    await post('api/invitation/accept', choice);
    this.#done();
  }

  #acceptWithPasskey() {
    const { name, removePasskeys } = this.#form.fields;
    if (!name.trim()) return this.#form.complain('Please choose a name.', part('name'));
    const accept = async () => {
      await acceptWithPasskey({ secret: this.#secret, name, removePasskeys: removePasskeys !== undefined });
      this.#done();
    };
    return this.#form.attempt(accept, ({ message }) => (/\bname\b/i.test(message) ? part('name') : undefined));
  }

  #done() {
    kept.remove(KEPT);
    location.reload();
  }
}
