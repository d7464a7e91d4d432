package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Private rooms, roles and moderation in the client library on its own. */
class BrowserRoomClientIT {
    /** Two clients that know each other's ids. */
    private static final String MIRA_AND_JONAS = """
      const { newKey } = await import(new URL('js/parley-client.js', document.baseURI));
      const named = async (name, options = {}) => {
        const client = connect({ name, key: newKey(), storage: null, minDelay: 1, ...options });
        await client.ready();
        return client;
      };
      const once = (emitter, type, fits = () => true) =>
        new Promise(resolve => emitter.on(type, event => fits(event) && resolve(event)));
      const mira = await named('Mira');
      """;

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aRoomOfOneRefIsOneRoomAndTellsWhatItIs() {
        assertEquals(
                List.of(true, "private", "Release team", "owner", List.of(true, true), "direct", "Jonas", true),
                run("""
        const jonas = await named('Jonas');
        const room1 = await mira.createRoom({ title: 'Release team', members: [jonas.me], ref: 'r1' });
        const room2 = await mira.createRoom({ title: 'Release team', members: [jonas.me], ref: 'r1' });
        await room1.entered;
        const direct = await mira.openDirect(jonas.me);
        await direct.entered;
        const theirs = await jonas.openDirect([mira.me]);
        const result = [room1 === room2, room1.kind, room1.title, room1.role, [room1.may('own'), room1.may('write')],
          direct.kind, direct.title, theirs.id === direct.id];
        await Promise.all([mira.close(), jonas.close()]);
        return result;
        """));
    }

    @Test
    void whoIsRemovedHearsWhyAndIsNeverJoinedAgain() {
        assertEquals(
                List.of(
                        List.of("private", "Release team", "member", "Mira"),
                        List.of("Release team", "none", "Mira", "Thanks"),
                        List.of("removed", "removed"),
                        0,
                        0,
                        "not-found"),
                run("""
        let joins = 0;
        let sockets = [];
        let isHeld = false;
        class Counting extends WebSocket {
          constructor(...all) { super(...all); sockets.push(this); }
          send(frame) {
            const { type, room } = JSON.parse(frame);
            if (type === 'join' && room?.startsWith('~')) joins++;
            if (!(isHeld && type === 'post')) super.send(frame);
          }
        }
        const drafts = new Map();
        const storage = { put: async draft => void drafts.set(draft.ref, draft), delete: async ref => void drafts.delete(ref), all: async () => [] };
        const jonas = await named('Jonas', { WebSocket: Counting, storage });
        const added = once(jonas, 'room-added');
        const room1 = await mira.createRoom({ title: 'Release team', members: [jonas.me] });
        const { room: address, kind, title, role, by } = await added;
        const theirs = await jonas.join(address);
        isHeld = true;
        const sending = theirs.send('never arrives').catch(({ code }) => code);
        const removed = once(jonas, 'room-removed');
        await room1.remove(jonas.me, { reason: 'Thanks' });
        const event = await removed;
        const codes = [await sending, await theirs.send('nor this').catch(({ code }) => code)];
        joins = 0;
        sockets.at(-1).close();
        await once(jonas, 'state', ({ state }) => state === 'open');
        await jonas.rooms();
        const again = joins;
        const refused = await jonas.join(address).catch(({ code }) => code);
        await Promise.all([mira.close(), jonas.close()]);
        return [[kind, title, role, by.name], [event.title, event.role, event.by.name, event.reason], codes, again, drafts.size, refused];
        """));
    }

    @Test
    void whoIsRemovedWhileAwayLearnsItOnReturn() {
        assertEquals(List.of("Release team", "none", "nobody", "removed", 0), run("""
        let isDown = false;
        let sockets = [];
        class Failing extends WebSocket {
          constructor(url, protocol) { super(isDown ? String(url).replace(/ws$/, 'nowhere') : url, protocol); sockets.push(this); }
        }
        const jonas = await named('Jonas', { WebSocket: Failing, maxDelay: 50 });
        const room1 = await mira.createRoom({ title: 'Release team', members: [jonas.me] });
        const theirs = await jonas.join(room1.id);
        isDown = true;
        sockets.at(-1).close();
        await once(jonas, 'state', ({ state }) => state === 'waiting');
        const sending = theirs.send('written offline').catch(({ code }) => code);
        await room1.remove(jonas.me.id);
        const removed = once(jonas, 'room-removed');
        isDown = false;
        const event = await removed;
        const result = [event.title, event.role, event.by?.name ?? 'nobody', await sending, jonas.unsent.length];
        await Promise.all([mira.close(), jonas.close()]);
        return result;
        """));
    }

    @Test
    void whatIsDoneToARoomArrivesInOrderAndInItsProperties() {
        assertEquals(
                List.of(
                        List.of(
                                "room-created",
                                "role-changed reader",
                                "role-changed moderator",
                                "title-changed",
                                "slow-mode-changed",
                                "archived"),
                        List.of("Shipped", 30, true, "moderator"),
                        List.of("reader", true),
                        List.of("Jonas moderator", "Mira owner"),
                        List.of("archived", "slow-mode-changed", true),
                        "forbidden"),
                run("""
        const jonas = await named('Jonas');
        const room1 = await mira.createRoom({ title: 'Release team', members: [jonas.me] });
        const theirs = jonas.room(room1.id);
        const heard = [];
        const isArchived = once(theirs, 'entry', ({ entry }) => entry.type === 'archived');
        theirs.on('entry', ({ entry: { type, role } }) => heard.push(role ? `${type} ${role}` : type));
        await theirs.entered;
        const muted = once(theirs, 'entry', ({ entry }) => entry.role === 'reader');
        await room1.mute(jonas.me, { seconds: 3600 });
        await muted;
        const asReader = [theirs.role, theirs.roleUntil > new Date()];
        await room1.setRole(jonas.me, 'moderator');
        await room1.setTitle('Shipped');
        await room1.setSlowMode(30);
        await room1.archive();
        await isArchived;
        const facts = [theirs.title, theirs.slowMode, theirs.archived, theirs.role];
        const roles = (await theirs.roles()).map(({ member, role }) => `${member.name} ${role}`).sort();
        const { entries, more } = await theirs.audit({ limit: 2 });
        const refused = await theirs.unarchive().catch(({ code }) => code);
        await Promise.all([mira.close(), jonas.close()]);
        return [heard, facts, asReader, roles, [...entries.map(({ type }) => type), more], refused];
        """));
    }

    @Test
    void aRoleThatEndsIsNoticedWithoutAnEntry() {
        assertEquals(List.of("reader", "member"), run("""
        const jonas = await named('Jonas');
        const room1 = await mira.createRoom({ title: 'Release team', members: [jonas.me] });
        const theirs = await jonas.join(room1.id);
        const muted = once(theirs, 'changed', () => theirs.role === 'reader');
        await room1.mute(jonas.me, { seconds: 1 });
        await muted;
        const first = theirs.role;
        await once(theirs, 'changed', () => theirs.role !== 'reader');
        await theirs.send('again');
        const result = [first, theirs.role];
        await Promise.all([mira.close(), jonas.close()]);
        return result;
        """));
    }

    @Test
    void aDeletedRoomIsGoneForEverybodyAndTheSameRefIsAcknowledgedAgain() {
        assertEquals(List.of(List.of("Release team", true, "Mira", "Done"), "again", "not-found", "removed"), run("""
        const jonas = await named('Jonas');
        const room1 = await mira.createRoom({ title: 'Release team', members: [jonas.me] });
        const theirs = await jonas.join(room1.id);
        await theirs.send('Words that go');
        const removed = once(jonas, 'room-removed');
        await room1.deleteRoom({ reason: 'Done', ref: 'd1' });
        const again = await room1.deleteRoom({ reason: 'Done', ref: 'd1' }).then(() => 'again', ({ code }) => code);
        const { title, deleted, by, reason } = await removed;
        const back = await jonas.join(room1.id).catch(({ code }) => code);
        const late = await theirs.send('late').catch(({ code }) => code);
        await Promise.all([mira.close(), jonas.close()]);
        return [[title, deleted, by.name, reason], again, back, late];
        """));
    }

    private Object run(String script) {
        Visitor mira = visitors.atDesk().openLobby();
        return mira.withClient(MIRA_AND_JONAS + script, room);
    }
}
