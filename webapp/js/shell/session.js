import { get, hasAccounts } from '../account/account-api.js';
import { LinkDialog } from '../account/link-dialog.js';
import { OwnAccount } from '../account/own-account.js';
import { SignInDialog } from '../account/sign-in-dialog.js';
import { Emitter } from '../client/emitter.js';
import { connect } from '../parley-client.js';
import { FirstSocket } from './first-socket.js';
import { Identity } from './identity.js';
import { MembersOnly } from './members-only.js';
import { NameDialog } from './name-dialog.js';
import { canSignOut, signOut } from './sign-in.js';
import { isSignedOut, whoAmI } from './who-am-i.js';

const REFRESH_EVERY = 2_000;

/**
 * Our identity and the client that is connected with it. A final close needs another client. Emits `started` with each
 * client, `state` unless we ask for another name instead, `changed` when there is something to draw, and the client's
 * `restored`, `myRooms`, `room-added` and `room-removed`.
 */
export class Session extends Emitter {
  /** `undefined` until we have a name. */
  client;
  /** Whether any client has ever been connected. */
  everOpen = false;
  /** Whether the server knows who we are and gives us our name. */
  #signedIn;
  /** Whether we can end our sign-in here. */
  canSignOut = false;
  /** Our account on this server, with `owner`; `undefined` if somebody else vouches for us. */
  #account;
  #isSigningOut = false;
  #refreshedAt = 0;
  #identity = new Identity();
  #nameDialog = new NameDialog();
  #membersOnly = new MembersOnly();
  #signInDialog = new SignInDialog();
  #ownAccount = new OwnAccount();

  constructor() {
    super();
    this.#identity.watch(name => this.#renamedInOtherTab(name));
    this.#ownAccount.on('renamed', ({ name }) => this.#renamed({ ...this.#signedIn, name }));
  }

  get isOpen() {
    return this.client.state === 'open';
  }

  get isClosed() {
    return this.client.state === 'closed';
  }

  /** Before the first welcome we have no id. */
  get me() {
    return this.client.me ?? this.#signedIn ?? { id: '', name: this.#identity.name };
  }

  /** `account` if our account has the name; `sessions` if we can only see where we are signed in. */
  get canRename() {
    return this.#account ? 'account' : this.canSignOut ? 'sessions' : !this.#signedIn;
  }

  /** Whether we run this server. */
  get isOwner() {
    return this.#account?.owner ?? false;
  }

  /**
   * Connects; asks who we are first if nobody knows. Without guests and accounts, does neither. `secret`: of a link, which
   * comes first.
   */
  async start(secret) {
    if (secret) return new LinkDialog().show(secret);
    this.#signedIn = await whoAmI();
    if (this.#signedIn) this.#enter();
    else if (this.#identity.name && !this.#membersOnly.applies) this.restart();
    else this.#ask();
  }

  #ask(why = {}) {
    if (hasAccounts()) this.#askPassword(why);
    else if (this.#membersOnly.applies) this.#membersOnly.show(why);
    else this.#askName(why);
  }

  #askPassword(why = {}) {
    this.#signInDialog.show({ ...why, asGuest: this.#membersOnly.applies ? undefined : () => this.#askName() });
  }

  /** What the name dialog does for those who have a password. */
  get #signIn() {
    return hasAccounts() ? () => this.#askPassword() : undefined;
  }

  #enter() {
    this.restart();
    // somebody else vouches for us if there is no account
    const account = hasAccounts() ? get('api/me/account').catch(() => {}) : undefined;
    Promise.all([canSignOut(), account]).then(([can, own]) => {
      this.canSignOut = can;
      this.#account = own;
      this.emit('changed');
    });
  }

  /** Somebody has ended our sign-in. Not by the name that we had as a guest: we must not go on unnoticed. */
  async #signedOut() {
    this.canSignOut = false;
    this.#account = undefined;
    this.#ownAccount.close();
    this.#signedIn = await whoAmI();
    if (this.#signedIn) this.#enter();
    else this.#ask({ signedOut: true });
  }

  /** Leaves the page. Rejects if we are still signed in. */
  async signOut() {
    this.#isSigningOut = true;
    await signOut().finally(() => (this.#isSigningOut = false));
  }

  restart() {
    const { name, key } = this.#identity;
    this.client = connect({ ...(this.#signedIn ? { me: this.#signedIn } : { name, key }), WebSocket: FirstSocket });
    this.client.on('state', change => this.#stateChanged(change));
    this.client.on('renamed', ({ member }) => this.#renamed(member));
    for (const type of ['restored', 'myRooms', 'room-added', 'room-removed'])
      this.client.on(type, event => this.emit(type, event));
    this.emit('started');
  }

  /** Asks the server for the list of our rooms, unless we have just done that. */
  refresh() {
    if (!this.client || !this.isOpen || Date.now() - this.#refreshedAt < REFRESH_EVERY) return;
    this.#refreshedAt = Date.now();
    this.client.myRooms().catch(() => {}); // an older server
  }

  rename() {
    if (this.#account || this.canSignOut) return this.#ownAccount.open(this.me.name, this.#account !== undefined);
    this.#nameDialog.ask({ name: this.#identity.name, signIn: this.#signIn }, name =>
      this.isClosed ? this.#restartAs(name) : this.client.rename(name),
    );
  }

  #askName(why = {}) {
    this.#nameDialog.ask({ name: this.#identity.name, needed: true, signIn: this.#signIn, ...why }, name =>
      this.#restartAs(name),
    );
  }

  #restartAs(name) {
    this.#identity.name = name;
    this.restart();
  }

  #stateChanged(change) {
    if (change.state === 'open') {
      this.everOpen = true;
      this.#keepName(this.client.me.name);
    }
    if (this.#signedIn && change.state === 'waiting') this.#signInAgain();
    const refusal = change.state === 'closed' ? change.error?.code : undefined;
    if (this.#isSigningOut && refusal) return; // the page is about to go
    if (this.#signedIn && ['invalid', 'unauthorized'].includes(refusal)) this.#signedOut();
    else if (['invalid', 'name-taken'].includes(refusal)) this.#askName({ error: change.error });
    else this.emit('state', change);
    this.emit('changed');
  }

  #renamed({ name }) {
    if (this.#signedIn) this.#signedIn = { ...this.#signedIn, name };
    this.#keepName(name);
    this.emit('changed');
  }

  /** A container that no longer knows us refuses the WebSocket, and lets us sign in when we load the page. */
  async #signInAgain() {
    if (await isSignedOut()) location.reload();
  }

  /** A guest's name, for the next visit. */
  #keepName(name) {
    if (!this.#signedIn) this.#identity.name = name;
  }

  /** While connected, the server tells us. Otherwise our next hello would bring the old name back. */
  #renamedInOtherTab(name) {
    if (this.client && !this.#signedIn && !this.isOpen && !this.isClosed) this.client.rename(name).catch(() => {});
  }
}
