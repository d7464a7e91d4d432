import { ComposeMode } from '../compose/compose-mode.js';
import { Composer } from '../compose/composer.js';
import { FileDrop } from '../compose/file-drop.js';
import { connect } from '../parley-client.js';
import { Log } from '../room/log.js';
import { MessageActions } from '../room/message-actions.js';
import { PeoplePanel } from '../room/people-panel.js';
import { ReadTracker } from '../room/read-tracker.js';
import { Talk } from '../room/talk.js';
import { Topic } from '../room/topic.js';
import { TypingLine } from '../room/typing-line.js';
import { html, render } from '../vendor.js';
import { Announcer } from './announcer.js';
import { Banner } from './banner.js';
import { BrowseDialog } from './browse-dialog.js';
import { eachDay } from './dates.js';
import { NameDialog } from './name-dialog.js';
import { makeRoomForKeyboard } from './on-screen-keyboard.js';
import { PendingLeaves } from './pending-leaves.js';
import { Rail } from './rail.js';
import { RoomDialog } from './room-dialog.js';
import { RoomList } from './room-list.js';
import { LOBBY, Route } from './route.js';
import { SearchPanel } from './search-panel.js';

/** The server lets a session into 100; some are left for those that one comes to. */
const OPEN_AT_ONCE = 80;
const element = id => document.getElementById(id);

/** The page: one person, one client, the rooms that they are in, and the parts that show them. */
export class App {
  #person;
  #client;
  #rooms = new RoomList();
  #left = new PendingLeaves();
  #talks = new Map();
  #talk;
  #isDrawing = false;
  #everOpen = false;

  #place = new Route(() => this.#moved());
  #announcer = new Announcer();
  #nameDialog = new NameDialog();
  #people = new PeoplePanel();
  #topic = new Topic();
  #typing = new TypingLine();
  #composer = new Composer(text => this.#composing.submit(text), {
    people: () => this.#talk.room.members().filter(({ id }) => id !== this.#client.me?.id),
    tell: text => this.#actions.tell(text),
  });
  #composing = new ComposeMode(this.#composer, { say: text => this.#say(text), edit: (message, text) => this.#actions.edit(message, text), changed: () => this.#draw() });
  #actions = new MessageActions({
    room: name => this.#client.room(name),
    say: text => this.#announcer.say(text),
    reply: message => this.#composing.reply(message),
    discard: ref => this.#client.discard(ref),
    isOpen: () => this.#client.state === 'open',
    edit: (message, text) => this.#composing.edit(message, text),
    pinned: isPinned => this.#log.pin(isPinned),
  });
  #log = new Log({
    retry: ref => this.#client.retry(ref), discard: ref => this.#discard(ref),
    react: this.#actions.react, pick: this.#actions.pick, reply: this.#actions.reply, copyLink: this.#actions.copyLink, more: this.#actions.more,
    edit: message => this.#composing.edit(message), remove: message => this.#actions.remove(message),
    moved: () => this.#look(), elder: () => this.#talk.loadElder(), newer: () => this.#talk.loadNewer(), latest: () => this.#toLatest(),
    create: room => this.#create(room), lobby: () => this.#place.go(LOBBY),
    go: at => this.#place.go(this.#talk.room.id, { at }), changed: () => this.#draw(), left: () => this.#composer.focus(),
  });
  #reader = new ReadTracker(this.#log);
  #rail = new Rail({ open: room => this.#place.go(room), leave: room => this.#leave(room), rename: () => this.#rename(), rested: () => this.#draw() });
  #search = new SearchPanel({
    search: (query, options) => this.#client.search(query, options),
    room: () => this.#talk.room.id,
    go: (room, at) => this.#place.go(room, { at }),
    toggled: isOpen => this.#people.makeWay(isOpen),
  });
  #banner = new Banner({
    retry: () => this.#client.reconnect(),
    restart: () => this.#start(),
    say: text => this.#announcer.say(text),
    unsent: () => ({ messages: this.#client.unsent.filter(({ state }) => state !== 'failed').length, changes: this.#client.unsentChanges.length }),
  });

  constructor(person) {
    this.#person = person;
    new FileDrop(text => this.#actions.tell(text));
    new RoomDialog((room, topic) => this.#make(room, topic));
    new BrowseDialog({ find: find => this.#client.rooms({ find: find || undefined }), has: room => this.#talks.has(room), open: room => this.#place.go(room) });
    makeRoomForKeyboard(element('app'));
    element('back').addEventListener('click', () => this.#place.showRooms());
    document.addEventListener('visibilitychange', () => document.hidden || this.#look());
    addEventListener('keydown', event => event.key === 'Escape' && !event.defaultPrevented && this.#escaped());
    for (const type of ['beforeunload', 'pagehide']) addEventListener(type, () => this.#reader.look()); // what came in the last frame was seen, too
    addEventListener('beforeunload', event => this.#unsent.some(({ kept }) => !kept) && event.preventDefault());
    eachDay(() => {
      this.#draw();
      this.#search.draw();
    });
    person.watch(name => this.#renamedElsewhere(name));
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

  /** With a connection the server tells; without one our next session would bring the old name back. */
  #renamedElsewhere(name) {
    const { state } = this.#client ?? { state: 'closed' };
    if (state !== 'open' && state !== 'closed') this.#client.rename(name).catch(() => {});
  }

  #renamed({ name }) {
    this.#person.name = name;
    this.#draw();
  }

  #start() {
    const { name, key } = this.#person;
    const before = [...this.#talks.values()];
    this.#composing.keep();
    this.#talks.clear();
    this.#talk = undefined;
    this.#client = connect({ name, key });
    this.#client.on('state', change => this.#changed(change));
    this.#client.on('restored', ({ room }) => this.#restored(room));
    this.#client.on('renamed', ({ member }) => this.#renamed(member));
    this.#client.on('myRooms', ({ rooms }) => this.#listed(rooms));
    element('app').inert = false;
    for (const talk of before) this.#open(talk.room.id).goOn(talk);
    this.#moved();
  }

  #changed(change) {
    const refused = change.state === 'closed' && change.error?.code === 'invalid';
    if (change.state === 'open') {
      this.#everOpen = true;
      this.#person.name = this.#client.me.name;
    }
    if (refused) this.#askName(change.error);
    else this.#banner.changed(change);
    this.#draw();
  }

  /** The room may have been refused a moment ago, as one that does not exist. */
  #restored({ id }) {
    const talk = this.#open(id);
    if (this.#talk?.room.id === id && this.#talk !== talk) this.#moved();
  }

  #listed(rooms) {
    this.#left.keepOnly(rooms.map(({ room }) => room));
    const [left, ours] = [rooms.filter(({ room }) => this.#left.has(room)), rooms.filter(({ room }) => !this.#left.has(room))];
    for (const { room } of left) this.#client.join(room).then(joined => joined.leave()).catch(() => {}); // or with the next connection
    this.#rooms.list(ours);
    for (const { room } of ours.slice(0, OPEN_AT_ONCE)) this.#open(room);
    this.#draw();
  }

  #moved() {
    if (!this.#client) return;
    const first = !this.#talk;
    const { room, at, view } = this.#place;
    const talk = this.#open(room);
    this.#place.correct(talk.room.id);
    this.#left.drop(talk.room.id);
    const same = talk === this.#talk;
    const wasAt = this.#talk?.target;
    if (!same) this.#turnTo(talk);
    element('app').dataset.view = view;
    if (at && !(same && view === 'rooms')) talk.goTo(at);
    else if (!at && same && wasAt) talk.toNewest();
    this.#render();
    if (!at && (!same || wasAt)) this.#log.toEnd();
    this.#look();
    if (!at || view === 'rooms') this.#focus(first);
  }

  #turnTo(talk) {
    if (this.#talk?.isMissing && !this.#talk.unsent.length && this.#talks.get(this.#talk.room.id) === this.#talk) this.#talks.delete(this.#talk.room.id);
    this.#talk = talk;
    this.#composing.turnTo(talk);
    this.#typing.turnTo(talk);
    this.#reader.turnTo(talk);
  }

  /** To where one goes on; on a touch screen not to the text, which would bring the keyboard up. */
  #focus(first) {
    if (this.#place.view === 'rooms') this.#rail.focus();
    else if (matchMedia('(pointer: fine)').matches) this.#composer.focus();
    else if (!first) element('room-name').focus();
  }

  /** `create`: somebody wants it, whether it exists or not. */
  #open(name, { create = false } = {}) {
    const room = this.#client.room(name, { create: create || name === LOBBY });
    const known = this.#talks.get(room.id);
    if (known?.room === room) return known;
    const talk = new Talk(room, {
      changed: () => this.#draw(), heard: (...news) => this.#heard(...news), altered: (...news) => this.#altered(...news),
      named: (...news) => this.#named(...news),
      missing: () => this.#actions.tell('This message is not there any more.'),
      refused: ({ timeline }, change) => this.#actions.refused(change, timeline.find(change.target)),
    });
    this.#talks.set(room.id, talk);
    if (known) talk.goOn(known); // it was refused, and is tried again
    return talk;
  }

  #named(talk, before) {
    if (this.#talks.get(before) !== talk) return;
    this.#talks.delete(before);
    this.#talks.set(talk.room.id, talk);
    if (talk === this.#talk) this.#place.correct(talk.room.id);
    this.#draw();
  }

  #leave(name) {
    const talk = this.#talks.get(name);
    const many = this.#client.state === 'open' ? talk.timeline.unsent.length : talk.unsent.length; // with a connection, changes are on their way
    if (many && !confirm(`What you wrote in ${name} is not sent yet (${many}). Leave all the same?`)) return;
    this.#talks.delete(name);
    this.#rooms.drop(name);
    this.#left.add(name);
    talk.room.leave();
    if (talk === this.#talk) this.#place.go(LOBBY, { view: this.#place.view });
    else this.#rail.focus();
    this.#draw();
  }

  get #unsent() {
    return [...this.#talks.values()].flatMap(talk => talk.unsent);
  }

  #heard(talk, message, cause) {
    this.#reader.heard(talk);
    const isElsewhere = talk !== this.#talk;
    if (cause === 'live' && (!isElsewhere || message.mentionsMe)) this.#announcer.heard(message, isElsewhere);
  }

  /** Of what others do to messages, only what somebody says to us is worth a word. */
  #altered({ timeline }, { kind, target, author, cause, emoji }) {
    if (cause !== 'live' || kind !== 'reacted' || author.id === this.#client.me.id || !timeline.find(target)?.mine) return;
    this.#announcer.reacted(author.name, emoji);
  }

  #say(text) {
    if (this.#place.at) this.#place.go(this.#talk.room.id);
    this.#talk.toNewest();
    this.#talk.say(text);
    this.#render();
    this.#log.toEnd();
    this.#look();
  }

  #create(room) {
    this.#open(room, { create: true });
    this.#place.go(room);
  }

  #make(room, topic) {
    this.#create(room);
    if (topic) this.#talk.room.setTopic(topic, { ifNone: true });
  }

  #toLatest() {
    if (this.#place.at) return this.#place.go(this.#talk.room.id);
    this.#talk.toNewest();
    this.#render();
    this.#log.toEnd();
    this.#look();
  }

  /** What is new and what was pointed at is seen by now. */
  #escaped() {
    if (!this.#talk) return;
    this.#talk.divider = undefined;
    this.#draw();
  }

  #discard(ref) {
    this.#client.discard(ref);
    this.#composer.focus();
  }

  /** At what is in sight now. */
  #look() {
    this.#reader.look();
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
    const open = state === 'open';
    const me = this.#client.me ?? { id: '', name: this.#person.name };
    const facts = this.#rooms.facts(this.#talks);
    render(html`<bdi>${room.id}</bdi>`, element('room-name'));
    element('room-name').title = room.id;
    this.#topic.show(this.#talk);
    this.#people.show(room, this.#client.me, open);
    this.#composer.show(room.id, !error && state !== 'closed');
    this.#composing.show();
    this.#banner.show();
    this.#log.show(this.#talk, { open, me, editing: this.#composing.editing });
    this.#reader.look();
    this.#reader.show([...facts.values()]);
    this.#rail.show({ state, me, names: this.#rooms.names(this.#talks, this.#rail.isPointedAt), current: room.id, facts, talks: this.#talks, everOpen: this.#everOpen, view: this.#place.view });
  }
}
