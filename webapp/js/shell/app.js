import { ComposeMode } from '../compose/compose-mode.js';
import { Composer } from '../compose/composer.js';
import { FileDrop } from '../compose/file-drop.js';
import { Log } from '../room/log.js';
import { MessageActions } from '../room/message-actions.js';
import { PeoplePanel } from '../room/people-panel.js';
import { ReadTracker } from '../room/read-tracker.js';
import { RoomHeader } from '../room/room-header.js';
import { TypingLine } from '../room/typing-line.js';
import { Announcer } from './announcer.js';
import { Banner } from './banner.js';
import { BrowseDialog } from './browse-dialog.js';
import { eachDay } from './dates.js';
import { Notices } from './notices.js';
import { makeRoomForKeyboard } from './on-screen-keyboard.js';
import { Rail } from './rail.js';
import { RoomDialog } from './room-dialog.js';
import { LOBBY, Route } from './route.js';
import { SearchPanel } from './search-panel.js';
import { Session } from './session.js';
import { Talks } from './talks.js';

const element = id => document.getElementById(id);

/** The page: creates its parts, connects them, and draws them together. */
export class App {
  #route = new Route();
  #announcer = new Announcer();
  #notices = new Notices(this.#announcer);
  #session = new Session();
  #talks = new Talks(this.#session);
  #people = new PeoplePanel();
  #typingLine = new TypingLine();
  #composer = new Composer(this.#notices, () => this.#talks.others);
  #mode = new ComposeMode(this.#composer);
  #actions = new MessageActions(this.#session, this.#notices);
  #header = new RoomHeader(this.#actions);
  #log = new Log(this.#actions);
  #readTracker = new ReadTracker(this.#log);
  #rail = new Rail();
  #search = new SearchPanel(this.#session);
  #banner = new Banner(this.#session, this.#announcer);
  #roomDialog = new RoomDialog();
  #browseDialog = new BrowseDialog(this.#session, this.#talks);
  #isDrawing = false;

  start() {
    new FileDrop(this.#notices);
    makeRoomForKeyboard(element('app'));
    this.#followSession();
    this.#followTalks();
    this.#followRoom();
    this.#followShell();
    this.#followWindow();
    this.#session.start();
  }

  #followSession() {
    this.#session.on('started', () => this.#started());
    this.#session.on('changed', () => this.#draw());
  }

  #followTalks() {
    this.#talks.on('changed', () => this.#draw());
    this.#talks.on('shown', ({ talk }) => {
      for (const part of [this.#mode, this.#typingLine, this.#readTracker]) part.turnTo(talk);
    });
    this.#talks.on('restored', ({ talk }) => this.#restored(talk));
    this.#talks.on('named', ({ talk }) => this.#named(talk));
    this.#talks.on('left', ({ talk }) => this.#left(talk));
    this.#talks.on('heard', news => this.#heard(news));
    this.#talks.on('altered', news => this.#altered(news));
    this.#talks.on('missing', () => this.#notices.tell('This message is no longer available.'));
    this.#talks.on('refused', ({ talk, change }) => this.#actions.refused(change, talk.timeline.find(change.target)));
  }

  #followRoom() {
    this.#actions.on('reply', ({ message }) => this.#mode.reply(message));
    this.#actions.on('edit', ({ message, text }) => this.#edit(message, text));
    this.#actions.on('discarded', () => this.#composer.focus());
    this.#actions.on('fixed', ({ isFixed }) => this.#log.fix(isFixed));
    this.#mode.on('send', ({ text }) => this.#send(text));
    this.#mode.on('save', ({ message, text }) => this.#actions.saveEdit(message, text));
    this.#mode.on('changed', () => this.#draw());
    this.#log.on('scrolled', () => this.#look());
    this.#log.on('latest', () => this.#toLatest());
    this.#log.on('create', ({ room }) => this.#create(room));
    this.#log.on('lobby', () => this.#route.go(LOBBY));
    for (const part of [this.#log, this.#header])
      part.on('go', ({ at }) => this.#route.go(this.#talks.shown.room.id, { at }));
    this.#log.on('changed', () => this.#draw());
    this.#log.on('escape', () => this.#composer.focus());
  }

  #followShell() {
    this.#route.on('moved', () => this.#moved());
    this.#rail.on('open', ({ room }) => this.#route.go(room));
    this.#rail.on('leave', ({ room }) => this.#talks.leave(room));
    this.#rail.on('rename', () => this.#session.rename());
    this.#rail.on('sign-out', () =>
      this.#session.signOut().then(
        () => this.#mode.forget(), // somebody else may use this browser next
        () => this.#notices.tell('You are still signed in. Try again.'),
      ),
    );
    this.#rail.on('rested', () => this.#draw());
    this.#search.on('go', ({ room, at }) => this.#route.go(room, { at }));
    this.#people.on('opened', () => this.#search.makeWay());
    this.#search.on('toggled', ({ isOpen }) => this.#people.makeWay(isOpen));
    this.#roomDialog.on('create', ({ room, topic }) => this.#create(room, topic));
    this.#browseDialog.on('open', ({ room }) => this.#route.go(room));
    element('back').addEventListener('click', () => this.#route.showRooms());
  }

  #followWindow() {
    document.addEventListener('visibilitychange', () => document.hidden || this.#look());
    addEventListener('keydown', event => event.key === 'Escape' && !event.defaultPrevented && this.#escape());
    for (const type of ['beforeunload', 'pagehide']) addEventListener(type, () => this.#readTracker.look()); // the last frame was seen, too
    addEventListener(
      'beforeunload',
      event => this.#talks.all.some(({ unsent }) => unsent.some(({ kept }) => !kept)) && event.preventDefault(),
    );
    eachDay(() => {
      this.#draw();
      this.#search.draw();
    });
  }

  #edit(message, text) {
    if (message.room !== this.#talks.shown.room.id) this.#route.go(message.room);
    this.#mode.edit(message, text);
  }

  #started() {
    this.#mode.keep();
    this.#talks.restart();
    element('app').inert = false;
    this.#moved();
  }

  #moved() {
    if (!this.#session.client) return;
    const { room, at, view } = this.#route;
    const { shown } = this.#talks;
    const talk = this.#talks.visit(room);
    this.#route.correct(talk.room.id);
    const isSame = talk === shown;
    const wasAt = shown?.target;
    if (!isSame) this.#talks.show(talk);
    element('app').dataset.view = view;
    if (at && !(isSame && view === 'rooms')) talk.goTo(at);
    else if (!at && isSame && wasAt) talk.toNewest();
    this.#render();
    if (!at && (!isSame || wasAt)) this.#log.toEnd();
    this.#look();
    if (!at || view === 'rooms') this.#focus(!shown);
  }

  /** On a touch screen, not the text box, which would bring up the keyboard. */
  #focus(isFirst) {
    if (this.#route.view === 'rooms') this.#rail.focus();
    else if (matchMedia('(pointer: fine)').matches) this.#composer.focus();
    else if (!isFirst) element('room-name').focus();
  }

  /** The room may have been refused a moment ago because it did not exist. */
  #restored(talk) {
    const { shown } = this.#talks;
    if (shown?.room.id === talk.room.id && shown !== talk) this.#moved();
  }

  #named(talk) {
    if (talk === this.#talks.shown) this.#route.correct(talk.room.id);
    this.#draw();
  }

  #left(talk) {
    if (talk === this.#talks.shown) this.#route.go(LOBBY, { view: this.#route.view });
    else this.#rail.focus();
    this.#draw();
  }

  #heard({ talk, message, cause }) {
    this.#readTracker.heard(talk);
    const isElsewhere = talk !== this.#talks.shown;
    if (cause === 'live' && (!isElsewhere || message.mentionsMe)) this.#announcer.heard(message, isElsewhere);
  }

  /** Of the changes that others make, only reactions to our messages are announced. */
  #altered({ talk, change: { kind, target, author, cause, emoji } }) {
    if (
      cause !== 'live' ||
      kind !== 'reacted' ||
      author.id === this.#session.me.id ||
      !talk.timeline.find(target)?.mine
    )
      return;
    this.#announcer.reacted(author.name, emoji);
  }

  #send(text) {
    const { shown } = this.#talks;
    if (this.#route.at) this.#route.go(shown.room.id);
    shown.toNewest();
    shown.say(text);
    this.#showEnd();
  }

  #create(room, topic) {
    this.#talks.open(room, { create: true });
    this.#route.go(room);
    if (topic) this.#talks.shown.room.setTopic(topic, { ifNone: true });
  }

  #toLatest() {
    const { shown } = this.#talks;
    if (this.#route.at) return this.#route.go(shown.room.id);
    shown.toNewest();
    this.#showEnd();
  }

  #showEnd() {
    this.#render();
    this.#log.toEnd();
    this.#look();
  }

  #escape() {
    if (!this.#talks.shown) return;
    this.#talks.shown.divider = undefined;
    this.#draw();
  }

  /** Marks what is in sight as read. */
  #look() {
    this.#readTracker.look();
    this.#draw();
  }

  /** Draws once per frame. A hidden page has no frames, but it has a title. */
  #draw() {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    const next = document.hidden ? setTimeout : requestAnimationFrame;
    next(() => this.#render());
  }

  #render() {
    this.#isDrawing = false;
    const { shown, facts } = this.#talks;
    if (!shown) return;
    const { room, error } = shown;
    const { isOpen, isClosed, me, canRename, canSignOut, client, everOpen } = this.#session;
    const { view } = this.#route;
    this.#header.show(shown, isOpen);
    this.#people.show(room, client.me, isOpen);
    this.#composer.show(room.id, !error && !isClosed);
    this.#mode.show();
    this.#banner.show();
    this.#log.show(shown, { open: isOpen, me, editing: this.#mode.editing });
    this.#search.room = room.id;
    this.#readTracker.look();
    this.#readTracker.show([...facts.values()]);
    const names = this.#talks.names(this.#rail.isPointedAt);
    this.#rail.show({
      state: client.state,
      me,
      canRename,
      canSignOut,
      names,
      current: room.id,
      facts,
      talks: this.#talks,
      everOpen,
      view,
    });
  }
}
