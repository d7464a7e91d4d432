import { Announcer } from './announcer.js';
import { Banner } from './banner.js';
import { Composer } from './composer.js';
import { Log } from './log.js';
import { mentions } from './mentions.js';
import { NameDialog } from './name-dialog.js';
import { Opened } from './opened.js';
import { connect } from './parley-client.js';
import { People } from './people.js';
import { LOBBY, Place } from './place.js';
import { Rail } from './rail.js';
import { RoomDialog } from './room-dialog.js';
import { Talk } from './talk.js';

const ROOMS_EVERY = 15_000;
const element = id => document.getElementById(id);

/** The page: one person, one client, the rooms that were opened, and the parts that show them. */
export class App {
  #person;
  #client;
  #opened = new Opened();
  #talks = new Map();
  #rooms = new Map();
  #talk;
  #isDrawing = false;
  #everOpen = false;

  #place = new Place(() => this.#moved());
  #announcer = new Announcer();
  #nameDialog = new NameDialog();
  #people = new People();
  #composer = new Composer(text => this.#say(text));
  #rail = new Rail({ open: room => this.#place.go(room), leave: room => this.#leave(room), rename: () => this.#rename() });
  #log = new Log({ retry: ref => this.#client.retry(ref), discard: ref => this.#discard(ref), seen: () => this.#seen(), elder: () => this.#talk.loadElder() });
  #banner = new Banner({
    retry: () => this.#client.reconnect(),
    restart: () => this.#start(),
    say: text => this.#announcer.say(text),
    unsent: () => this.#client.unsent.filter(({ state }) => state !== 'failed').length,
  });

  constructor(person) {
    this.#person = person;
    new RoomDialog(room => this.#place.go(room));
    element('back').addEventListener('click', () => this.#place.showRooms());
    document.addEventListener('visibilitychange', () => document.hidden || this.#returned());
    addEventListener('beforeunload', event => this.#unsent.some(({ kept }) => !kept) && event.preventDefault());
    setInterval(() => this.#refreshRooms(), ROOMS_EVERY);
    if (person.name) this.#start();
    else this.#askName();
  }

  #askName(error) {
    this.#nameDialog.ask({ name: this.#person.name, needed: true, error }, name => {
      this.#person.name = name;
      this.#start();
    });
  }

  #rename() {
    this.#nameDialog.ask({ name: this.#person.name }, name => {
      if (this.#client.state !== 'closed') return this.#client.rename(name);
      this.#person.name = name;
      this.#start();
    });
  }

  #start() {
    const { name, key } = this.#person;
    const before = [...this.#talks.values()];
    this.#keepDraft();
    this.#talks.clear();
    this.#talk = undefined;
    this.#client = connect({ name, key });
    this.#client.on('state', change => this.#changed(change));
    this.#client.on('restored', ({ room }) => this.#open(room.id));
    element('app').hidden = false;
    for (const room of this.#opened.rooms) this.#open(room);
    for (const talk of before) this.#open(talk.room.id).goOn(talk);
    this.#moved();
  }

  #changed(change) {
    const refused = change.state === 'closed' && change.error?.code === 'invalid';
    if (change.state === 'open') {
      this.#everOpen = true;
      this.#person.name = this.#client.me.name;
      this.#refreshRooms();
    }
    if (refused) this.#askName(change.error);
    else this.#banner.changed(change);
    this.#draw();
  }

  #moved() {
    if (!this.#client) return;
    this.#keepDraft();
    const first = !this.#talk;
    const talk = this.#open(this.#place.room);
    const same = talk === this.#talk;
    this.#talk = talk;
    talk.unread = 0;
    if (!same) this.#composer.value = talk.draft;
    element('app').dataset.view = this.#place.view;
    this.#render();
    if (!same) this.#log.toEnd();
    this.#focus(first);
  }

  /** To where one goes on; on a touch screen not to the text, which would bring the keyboard up. */
  #focus(first) {
    if (this.#place.view === 'rooms') this.#rail.focus();
    else if (matchMedia('(pointer: fine)').matches) this.#composer.focus();
    else if (!first) element('room-name').focus();
  }

  #open(name) {
    const room = this.#client.room(name);
    const known = this.#talks.get(room.id);
    if (known?.room === room) return known;
    const talk = new Talk(room, { changed: () => this.#draw(), heard: (...news) => this.#heard(...news), refused: talk => this.#refused(talk) });
    this.#talks.set(room.id, talk);
    this.#opened.add(room.id);
    if (known) talk.goOn(known); // it was refused, and is tried again
    return talk;
  }

  #leave(name) {
    const talk = this.#talks.get(name);
    const many = talk.unsent.length;
    if (many && !confirm(`What you wrote in ${name} is not sent yet (${many}). Leave all the same?`)) return;
    this.#talks.delete(name);
    this.#opened.remove(name);
    if (talk.room.online > 1) this.#rooms.set(name, talk.room.online - 1);
    else this.#rooms.delete(name);
    talk.room.leave();
    if (talk === this.#talk) this.#place.go(LOBBY, this.#place.view);
    else this.#rail.focus();
    this.#draw();
  }

  #refused(talk) {
    const { room } = talk;
    if (this.#talks.get(room.id) === talk && this.#client.state !== 'closed') this.#opened.remove(room.id); // else it was left, or is not to blame
    this.#draw();
  }

  get #unsent() {
    return [...this.#talks.values()].flatMap(talk => talk.unsent);
  }

  #keepDraft() {
    if (this.#talk) this.#talk.draft = this.#composer.value;
  }

  #heard(talk, message, cause) {
    const isHere = talk === this.#talk;
    if (!isHere || document.hidden || !this.#log.atEnd) talk.unread++;
    if (isHere && cause === 'live') this.#announcer.heard(message);
  }

  #say(text) {
    this.#talk.say(text);
    this.#talk.unread = 0;
    this.#render();
    this.#log.toEnd();
  }

  #discard(ref) {
    this.#client.discard(ref);
    this.#talk.timeline.drop(ref);
    this.#draw();
    this.#composer.focus();
  }

  #returned() {
    this.#refreshRooms();
    if (this.#log.atEnd) this.#seen();
  }

  #seen() {
    if (this.#talk) this.#talk.unread = 0;
    this.#draw();
  }

  async #refreshRooms() {
    if (document.hidden || this.#client?.state !== 'open') return;
    const rooms = await this.#client.rooms().catch(() => undefined);
    if (rooms) this.#rooms = new Map(rooms.map(({ room, online }) => [room, online]));
    this.#draw();
  }

  /** Once for all that happens before the next frame; a hidden page has no frames, but a title. */
  #draw() {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    const next = document.hidden ? setTimeout : requestAnimationFrame;
    next(() => this.#render());
  }

  #render() {
    this.#isDrawing = false;
    if (!this.#talk) return;
    const { state } = this.#client;
    const { room, error } = this.#talk;
    const me = this.#client.me ?? { id: '', name: this.#person.name };
    document.title = `${this.#unread()}${room.id} · Parley`;
    element('room-name').textContent = room.id;
    this.#rail.show({ state, me, rooms: this.#rooms, current: room.id, talks: this.#talks, everOpen: this.#everOpen });
    this.#people.show(room, this.#client.me, state === 'open');
    mentions.meet(room.members(), this.#client.me);
    this.#composer.show(room.id, !error && state !== 'closed');
    this.#banner.show();
    this.#log.show(this.#talk, state === 'open');
  }

  #unread() {
    const unread = [...this.#talks.values()].reduce((sum, talk) => sum + talk.unread, 0);
    return unread ? `(${unread}) ` : '';
  }
}
