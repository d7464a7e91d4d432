import { MembersDialog } from '../account/members-dialog.js';
import { CommandLine } from '../compose/command-line.js';
import { ComposeMode } from '../compose/compose-mode.js';
import { ComposerNote } from '../compose/composer-note.js';
import { Composer } from '../compose/composer.js';
import { FileDrop } from '../compose/file-drop.js';
import { Log } from '../room/log.js';
import { MessageActions } from '../room/message-actions.js';
import { PeoplePanel } from '../room/people-panel.js';
import { PersonMenu } from '../room/person-menu.js';
import { ReadTracker } from '../room/read-tracker.js';
import { RoomHeader } from '../room/room-header.js';
import { RoomMenu } from '../room/room-menu.js';
import { TypingLine } from '../room/typing-line.js';
import { Announcer } from './announcer.js';
import { Arrivals } from './arrivals.js';
import { Banner } from './banner.js';
import { BrowseDialog } from './browse-dialog.js';
import { commandPage } from './command-page.js';
import { eachDay } from './dates.js';
import { DirectMessages } from './direct-messages.js';
import { Frames } from './frames.js';
import { Keyboard } from './keyboard.js';
import { KnownPeople } from './known-people.js';
import { Leaving } from './leaving.js';
import { Notices } from './notices.js';
import { makeRoomForKeyboard } from './on-screen-keyboard.js';
import { Places } from './places.js';
import { Rail } from './rail.js';
import { RoomDialog } from './room-dialog.js';
import { shownTitle } from './room-mark.js';
import { LOBBY, Route } from './route.js';
import { SearchPanel } from './search-panel.js';
import { Session } from './session.js';
import { pressed } from './shortcuts.js';
import { Talks } from './talks.js';

const element = id => document.getElementById(id);

/** The page: creates its parts, connects them, and draws them together. */
export class App {
  #route = new Route();
  #announcer = new Announcer();
  #notices = new Notices(this.#announcer);
  #session = new Session();
  #talks = new Talks(this.#session);
  #known = new KnownPeople(this.#session, this.#talks);
  #people = new PeoplePanel();
  #personMenu = new PersonMenu(this.#session, this.#notices);
  #roomMenu = new RoomMenu(this.#session, this.#notices, this.#known);
  #directs = new DirectMessages(this.#session, this.#notices, this.#known);
  #leaving = new Leaving(this.#session, this.#talks);
  #typingLine = new TypingLine();
  #commands = new CommandLine(() => this.#commandPage(), element('composer'));
  #composer = new Composer(
    this.#notices,
    before => (this.#commands.isOfPeople(before) ? this.#known.all : this.#talks.others),
    this.#commands,
    () => this.#session.isOpen,
  );
  #composerNote = new ComposerNote(() => this.#draw());
  #mode = new ComposeMode(this.#composer);
  #actions = new MessageActions(this.#session, this.#notices);
  #header = new RoomHeader(this.#actions);
  #log = new Log(this.#actions);
  #readTracker = new ReadTracker(this.#log);
  #rail = new Rail();
  #search = new SearchPanel(this.#session, {
    of: room => this.#place(room),
    addressOf: title => this.#talks.addressOf(title),
  });
  #banner = new Banner(this.#session, this.#announcer);
  #roomDialog = new RoomDialog(this.#session, this.#known);
  #membersDialog = new MembersDialog();
  #browseDialog = new BrowseDialog(this.#session, this.#talks);
  #keyboard = new Keyboard(new Places(this.#session, this.#talks, this.#known), this.#notices);
  #frames = new Frames(
    () => this.#render(),
    () => this.#isArriving,
  );

  /** `secret`: of the link that led here, if one did. */
  start(secret) {
    new FileDrop(this.#notices);
    new Arrivals(this.#session, this.#talks, this.#notices).on('open', ({ room }) => this.#route.go(room));
    makeRoomForKeyboard(element('app'));
    this.#followSession();
    this.#followTalks();
    this.#followRoom();
    this.#followShell();
    this.#followKeyboard();
    this.#followWindow();
    this.#session.start(secret);
  }

  #followSession() {
    this.#session.on('started', () => (this.#talks.shown ? this.#started() : setTimeout(() => this.#started()))); // the hello leaves before the first frame is drawn
    this.#session.on('changed', () => this.#draw());
  }

  #followTalks() {
    this.#talks.on('changed', () => this.#frames.ask());
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
    for (const part of [this.#people, this.#log])
      part.on('person', ({ person, anchor }) => this.#personMenu.open(person, this.#talks.shown, anchor));
    this.#people.on('invite', () => this.#roomMenu.invite());
    this.#roomMenu.on('rules', () => this.#header.openRules());
    this.#header.on('edit-rules', () => this.#roomMenu.editRules());
    this.#personMenu.on('direct', ({ person }) => this.#directs.with(person));
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
    this.#log.on('browse', () => this.#browseDialog.open());
    for (const part of [this.#log, this.#header])
      part.on('go', ({ at }) => this.#route.go(this.#talks.shown.room.id, { at }));
    this.#log.on('changed', () => this.#draw());
    this.#log.on('escape', () => this.#composer.focus());
  }

  #followShell() {
    this.#route.on('moved', () => this.#moved());
    this.#rail.on('open', ({ room }) => this.#route.go(room));
    for (const part of [this.#rail, this.#roomMenu]) part.on('leave', ({ room }) => this.#leaving.leave(room));
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
    for (const part of [this.#browseDialog, this.#roomDialog, this.#directs])
      part.on('open', ({ room }) => this.#route.go(room));
    element('back').addEventListener('click', () => this.#route.showRooms());
  }

  #followKeyboard() {
    this.#keyboard.on('step', ({ step, isUnread }) => this.#step(step, isUnread));
    this.#keyboard.on('open', ({ room }) => this.#route.go(room));
    this.#keyboard.on('direct', ({ person }) => this.#directs.with(person));
    this.#keyboard.on('search', ({ query }) => this.#search.open(query));
    this.#roomMenu.on('shortcuts', () => this.#keyboard.openSheet());
    this.#talks.on('shown', () => this.#commands.clear());
    this.#commands.on('taken', () => this.#mode.clear());
    this.#commands.on('failed', ({ text, talk }) => this.#mode.putBack(text, talk));
    this.#commands.on('send', ({ text }) => {
      this.#mode.clear();
      this.#send(text);
    });
  }

  #followWindow() {
    document.addEventListener('visibilitychange', () => document.hidden || this.#turnedTo());
    addEventListener('keydown', event => pressed(event, 'close') && !event.defaultPrevented && this.#escape());
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

  #step(step, isUnread) {
    const room = this.#rail.next(step, isUnread);
    if (room) this.#route.go(room);
    else if (isUnread) this.#notices.tell('No unread messages in other rooms');
  }

  #commandPage() {
    return commandPage({
      session: this.#session,
      talks: this.#talks,
      known: this.#known,
      mode: this.#mode,
      notices: this.#notices,
      route: this.#route,
      directs: this.#directs,
      leaving: this.#leaving,
      roomMenu: this.#roomMenu,
      search: this.#search,
      keyboard: this.#keyboard,
      send: text => this.#send(text),
    });
  }

  /** What is known of a room, wherever it is mentioned. */
  #place(room) {
    return this.#talks.facts.get(room) ?? { kind: 'public', title: room, people: [] };
  }

  /** Rooms that another tab of ours has opened meanwhile are in the server's list. */
  #turnedTo() {
    this.#session.refresh();
    this.#look();
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
    this.#frames.run();
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
    const isForMe = message.mentionsMe || talk.room.kind === 'direct';
    if (cause === 'live' && (!isElsewhere || isForMe)) this.#announcer.heard(message, isElsewhere && talk.room);
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
    this.#frames.run();
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

  #draw() {
    this.#frames.ask(true);
  }

  /** Whether the room on screen is about to have more to draw. */
  get #isArriving() {
    const { shown } = this.#talks;
    return shown && (shown.isArriving || (this.#session.isOpen && !shown.room.joined && !shown.isNowhere));
  }

  #render() {
    const { shown, facts } = this.#talks;
    if (!shown) return;
    const { room } = shown;
    const { isOpen, isClosed, me, canRename, canSignOut, isOwner, client, everOpen } = this.#session;
    const { view } = this.#route;
    this.#header.show(shown, isOpen, client.me);
    this.#roomMenu.show(shown);
    this.#people.show(shown, client.me, isOpen);
    const barrier = this.#composerNote.show(shown);
    const isEdit = this.#mode.editing !== undefined && barrier?.waits;
    this.#composer.show(shownTitle(room), !shown.isNowhere && !isClosed, isEdit ? undefined : barrier, shown.isClosed);
    this.#mode.show();
    this.#banner.show();
    this.#membersDialog.isOffered = isOwner;
    this.#log.show(shown, { open: isOpen, me, editing: this.#mode.editing });
    this.#search.room = room;
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
