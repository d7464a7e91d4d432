import { Emitter } from '../client/emitter.js';
import { connect } from '../parley-client.js';
import { Identity } from './identity.js';
import { NameDialog } from './name-dialog.js';

/**
 * Our identity and the client that is connected with it. A final close needs another client. Emits `started` with each
 * client, `state` unless we ask for another name instead, `changed` when there is something to draw, and the client's
 * `restored` and `myRooms`.
 */
export class Session extends Emitter {
  /** `undefined` until we have a name. */
  client;
  /** Whether any client has ever been connected. */
  everOpen = false;
  #identity = new Identity();
  #nameDialog = new NameDialog();

  constructor() {
    super();
    this.#identity.watch(name => this.#renamedInOtherTab(name));
  }

  get isOpen() {
    return this.client.state === 'open';
  }

  get isClosed() {
    return this.client.state === 'closed';
  }

  /** Before the first welcome we have no id. */
  get me() {
    return this.client.me ?? { id: '', name: this.#identity.name };
  }

  /** Connects; asks for a name first if we have none. */
  start() {
    if (this.#identity.name) this.restart();
    else this.#askName();
  }

  restart() {
    const { name, key } = this.#identity;
    this.client = connect({ name, key });
    this.client.on('state', change => this.#stateChanged(change));
    this.client.on('renamed', ({ member }) => this.#renamed(member));
    for (const type of ['restored', 'myRooms']) this.client.on(type, event => this.emit(type, event));
    this.emit('started');
  }

  rename() {
    this.#nameDialog.ask({ name: this.#identity.name }, name =>
      this.isClosed ? this.#restartAs(name) : this.client.rename(name),
    );
  }

  #askName(error) {
    this.#nameDialog.ask({ name: this.#identity.name, needed: true, error }, name => this.#restartAs(name));
  }

  #restartAs(name) {
    this.#identity.name = name;
    this.restart();
  }

  #stateChanged(change) {
    if (change.state === 'open') {
      this.everOpen = true;
      this.#identity.name = this.client.me.name;
    }
    const isRefused = change.state === 'closed' && change.error?.code === 'invalid';
    if (isRefused) this.#askName(change.error);
    else this.emit('state', change);
    this.emit('changed');
  }

  #renamed({ name }) {
    this.#identity.name = name;
    this.emit('changed');
  }

  /** While connected, the server tells us. Otherwise our next hello would bring the old name back. */
  #renamedInOtherTab(name) {
    if (this.client && !this.isOpen && !this.isClosed) this.client.rename(name).catch(() => {});
  }
}
