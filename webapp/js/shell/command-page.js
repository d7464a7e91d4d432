import { LOBBY } from './route.js';

/**
 * What a command can use of the page, as it is when the command begins: the `talk` on screen with its `room`, who we are, and
 * what else can be done. `parts`: those of the page.
 */
export function commandPage({
  session,
  talks,
  known,
  mode,
  notices,
  route,
  directs,
  leaving,
  roomMenu,
  search,
  keyboard,
  send,
}) {
  const talk = talks.shown;
  const room = talk?.room;
  return {
    talk,
    room,
    isLobby: room?.id === LOBBY,
    isOpen: session.isOpen,
    canRename: session.canRename,
    isEditing: mode.isEditing,
    get people() {
      return known.all;
    },
    say: text => send(text),
    tell: text => notices.tell(text),
    open: name => route.go(talks.addressOf(name) ?? name),
    leave: () => leaving.leave(room.id),
    direct: person => directs.with(person),
    invite: () => roomMenu.invite(),
    search: query => search.open(query),
    rename: name => session.client.rename(name),
    help: () => keyboard.openSheet(),
  };
}
