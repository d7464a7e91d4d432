package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client library on its own, as in another application's page. */
class BrowserClientIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aPostWhoseAckIsLostIsStoredOnceEvenWithoutAKey() {
        assertEquals(List.of("once", "end"), run("""
        let lost = 0;
        class Lossy extends WebSocket {
          send(frame) {
            super.send(frame);
            if (JSON.parse(frame).type !== 'post' || lost++) return;
            this.onmessage = null;
            this.close();
          }
        }
        const client = connect({ name: 'Mira', WebSocket: Lossy, minDelay: 1 });
        const joined = await client.join(room);
        const stored = [];
        joined.send('once');
        joined.send('end');
        await new Promise(resolve => joined.on('message', ({ message: { text } }) => stored.push(text) && text === 'end' && resolve()));
        await client.close();
        return stored;
        """));
    }

    /** For unknown fields from the server, and for failing listeners. */
    @Test
    void nothingThatIsToldBesideTheWordsCostsAMessage() {
        assertEquals(List.of("one", "two", "three", true), run("""
        const odd = [{ mentions: 'x' }, { mentions: [null], reactions: 7 }, { reactions: [{}], mentions: [{ start: 0 }] }];
        class Odd extends WebSocket {
          set onmessage(handler) {
            super.onmessage = handler && (({ data }) => handler({ data: JSON.stringify([JSON.parse(data)].flat().map(event => event.type === 'message' ? { ...event, ...odd.pop() } : event)) }));
          }
        }
        const client = connect({ name: 'Mira', WebSocket: Odd });
        const other = connect({ name: 'Jonas' });
        const joined = await client.join(room);
        const heard = [];
        globalThis.reportError = () => {};
        joined.on('message', () => { throw new Error('a listener') });
        const three = new Promise(resolve => joined.on('message', ({ message: { text, offset } }) => heard.push(text) === 3 && resolve(offset)));
        const theirs = await other.join(room);
        for (const text of ['one', 'two', 'three']) await theirs.send(text);
        const last = await three;
        await Promise.all([client.close(), other.close()]);
        return [...heard, joined.offset === last];
        """));
    }

    @Test
    void aRoomIsOneInWhateverCase() {
        assertEquals(List.of(true, true, "HALL to hall", "hall", "to hall", true), run("""
        const hall = room.toLowerCase();
        const loud = hall.toUpperCase();
        const first = connect({ name: 'Jonas', storage: null });
        const theirs = await first.join(hall);
        await theirs.send('first');
        const client = connect({ name: 'Mira', storage: null });
        const asked = client.room(loud);
        const same = client.room(hall) === asked && client.room('R' + hall.slice(1)) === asked;
        let renamed;
        asked.on('named', ({ before }) => renamed = `${before} to ${asked.id}`);
        const entered = await asked.entered;
        const heard = new Promise(resolve => asked.on('message', ({ message }) => message.text === 'to hall' && resolve(message)));
        await theirs.send('to hall');
        const { text, room: where } = await heard;
        const mine = await client.room(loud).send('from MIRA');
        const { messages } = await asked.history();
        await Promise.all([client.close(), first.close()]);
        return [same, entered === asked, renamed.replaceAll(hall, 'hall').replaceAll(loud, 'HALL'), where.replace(hall, 'hall'), text,
          messages.every(message => message.room === hall) && mine.offset === 3];
        """));
    }

    @Test
    void aRefusedNewNameLeavesEverythingAsItWas() {
        assertEquals(List.of("invalid", "Mira", "Mira Okafor", 1, 2), run("""
        const client = connect({ name: 'Mira' });
        const joined = await client.join(room);
        const refused = client.rename('Bad\\u200bName').catch(error => error.code);
        const first = joined.send('said meanwhile');
        const code = await refused;
        const { author, offset } = await first;
        const { name } = await client.rename('Mira Okafor');
        const second = await joined.send('said after');
        await client.close();
        return [code, author.name, name, offset, second.offset];
        """));
    }

    @Test
    void aRoomsNameIsReadHereAsTheServerReadsIt() {
        assertEquals(List.of("heard", "heard", "heard"), run("""
        const client = connect({ name: 'Mira' });
        const heard = [];
        for (const name of ['\u2615\ufe0f tea', ' two\u00a0 words ', '\uff54\uff45\uff41']) {
          const joined = await client.join(room + name);
          const message = new Promise(resolve => joined.on('message', resolve));
          await joined.send('hello');
          await message;
          heard.push('heard');
        }
        await client.close();
        return heard;
        """));
    }

    @Test
    void whereThereIsNoWebSocketConnectSaysWhatToPass() {
        assertEquals(
                "TypeError: No WebSocket available, as in Node before 22: pass one as the option `WebSocket`",
                run("""
        delete globalThis.WebSocket;
        try {
          connect({ name: 'Mira' });
        } catch (error) {
          return String(error);
        }
        """));
    }

    @Test
    void aServerThatCannotStoreAnythingIsAskedAgainWithTheSameRefUntilItCan() {
        assertEquals(
                List.of(List.of("one", "two"), List.of("hello", "join", "my-rooms", "post", "rooms"), 1), run("""
        const asked = {};
        class Unavailable extends WebSocket {
          send(frame) {
            const { type, ref } = JSON.parse(frame);
            asked[type] ??= new Set();
            asked[type].add(ref);
            this.tries = (this.tries ?? 0) + 1;
            Unavailable[type] = (Unavailable[type] ?? 0) + 1;
            if (Unavailable[type] > 6) return super.send(frame);
            const data = JSON.stringify({ type: 'error', ref, code: 'unavailable', message: 'The log cannot be written', retryAfter: 5 });
            setTimeout(() => this.onmessage?.({ data }));
          }
        }
        const client = connect({ name: 'Mira', WebSocket: Unavailable, minDelay: 1, maxDelay: 5 });
        const joined = client.room(room);
        const stored = [];
        joined.on('message', ({ message: { text } }) => stored.push(text));
        const states = new Set();
        joined.on('update', ({ message }) => states.add(message.state));
        const first = joined.send('one');
        const rooms = client.rooms();
        await joined.send('two');
        await rooms;
        while (stored.length < 2) await new Promise(resolve => joined.on('message', resolve));
        await client.close();
        if (states.has('failed')) throw new Error('gave up');
        const tried = Object.keys(asked).filter(type => Unavailable[type] > 6).sort();
        return [stored, tried, (await first).offset];
        """));
    }

    @Test
    void aStorageOfOnesOwnIsGivenEachMessageBeforeItIsSentAndUntilItIsStored() {
        assertEquals(
                List.of(
                        List.of("put one", "sent one", "put two", "sent two"),
                        List.of(List.of("zero", "one", "two"), List.of()),
                        true),
                run("""
        const log = [];
        const drafts = new Map([['r0', { ref: 'r0', room, text: 'zero', at: 1, order: 1 }]]);
        const storage = {
          all: async () => [...drafts.values()],
          put: async draft => {
            await new Promise(resolve => setTimeout(resolve, 20));
            log.push(`put ${draft.text}`);
            drafts.set(draft.ref, draft);
          },
          delete: async ref => drafts.delete(ref),
        };
        class Observed extends WebSocket {
          send(frame) {
            const { type, text } = JSON.parse(frame);
            if (type === 'post' && text !== 'zero') log.push(`sent ${text}`);
            super.send(frame);
          }
        }
        const client = connect({ name: 'Mira', key: 'a-key-of-my-own-' + room.slice(-8), storage, WebSocket: Observed });
        const restored = new Promise(resolve => client.on('restored', resolve));
        const joined = client.room(room);
        const stored = [];
        joined.on('message', ({ message: { text } }) => stored.push(text));
        await joined.send('one');
        await joined.send('two');
        while (stored.length < 3 || drafts.size) await new Promise(resolve => setTimeout(resolve, 10));
        const { room: same } = await restored;
        await client.close();
        return [log, [stored, [...drafts.keys()]], same === joined];
        """));
    }

    @Test
    void aStorageThatFailsOrHangsStopsNoMessage() {
        assertEquals(List.of(List.of(1, 2), List.of(3, 4)), run("""
        const fail = () => { throw new Error('no'); };
        const hang = () => new Promise(() => {});
        const offsets = [];
        for (const way of [fail, hang]) {
          const client = connect({ name: 'Mira', storage: { put: way, delete: way, all: way } });
          const joined = await client.join(room);
          const both = [joined.send('one'), joined.send('two')];
          offsets.push((await Promise.all(both)).map(({ offset }) => offset));
          await client.close();
        }
        return offsets;
        """));
    }

    @Test
    void whatOneClientCouldNotSendTheNextOneSendsFirst() {
        assertEquals(List.of(List.of("one", "two", "three"), List.of("closed", "closed"), 2), run("""
        class Dead extends EventTarget { close() {} }
        const key = 'a-key-of-my-own-' + room.slice(-8);
        const before = connect({ name: 'Mira', key, WebSocket: Dead });
        const lost = ['one', 'two'].map(text => before.room(room).send(text));
        while (!lost.every(({ message }) => message.kept)) await new Promise(resolve => before.room(room).on('update', resolve));
        await before.close();
        const codes = await Promise.all(lost.map(each => each.catch(({ code }) => code)));

        const client = connect({ name: 'Mira', key });
        const restored = new Promise(resolve => client.on('restored', ({ room }) => resolve(room.unsent.length - 1)));
        const joined = client.room(room);
        const stored = [];
        joined.on('message', ({ message: { text } }) => stored.push(text));
        await joined.send('three');
        while (stored.length < 3) await new Promise(resolve => joined.on('message', resolve));
        await client.close();
        return [stored, codes, await restored];
        """));
    }

    @Test
    void whatAClientLeavesBehindIsTakenOverWithAnotherOnesNextSession() {
        assertEquals(List.of("left behind"), run("""
        class Dead extends EventTarget { close() {} }
        let socket;
        class Kept extends WebSocket { constructor(...args) { super(...args); socket = this; } }
        const key = 'a-key-of-my-own-' + room.slice(-8);
        const other = connect({ name: 'Mira', key, WebSocket: Dead });
        const left = other.room(room).send('left behind');
        while (!left.message.kept) await new Promise(resolve => other.room(room).on('update', resolve));
        const client = connect({ name: 'Mira', key, WebSocket: Kept, minDelay: 1 });
        const joined = await client.join(room);
        const stored = new Promise(resolve => joined.on('message', ({ message }) => resolve(message)));
        await joined.history({ limit: 1 }); // by now this client has checked that the other one is alive
        if (client.unsent.length) throw new Error('took what belongs to another');
        await other.close();
        socket.close();
        const { text } = await stored;
        await client.close();
        return [text];
        """));
    }

    /** Simulates plain HTTP, which has no locks, with a suspended tab, which does not answer and resumes later. */
    @Test
    void whatOneClientCouldNotChangeTheNextOneChangesOnceAndInOrder() {
        assertEquals(
                List.of(
                        List.of("edited c", "reacted 👍", "unreacted 👍", "deleted", "topic what it is about"),
                        List.of("c", true)),
                run("""
        class Dead extends EventTarget { close() {} }
        const kept = new Map();
        const storage = {
          all: async () => [...kept.values()].map(draft => JSON.parse(draft)),
          put: async draft => kept.set(draft.ref, JSON.stringify(draft)),
          delete: async ref => kept.delete(ref),
        };
        const me = { name: 'Mira', key: 'a-key-of-my-own-' + room.slice(-8) };
        const other = connect({ name: 'Jonas' });
        const theirs = await other.join(room);
        const first = connect({ ...me, storage: null });
        const joined = await first.join(room);
        const [{ offset: edited }, { offset: deleted }] = [await joined.send('a'), await joined.send('b')];
        await first.close();

        const dead = connect({ ...me, storage, WebSocket: Dead });
        const lost = dead.room(room);
        const changing = lost.edit(edited, 'c');
        lost.react(edited, '👍');
        lost.react(edited, '👍', false);
        lost.delete(deleted, { after: 10 });
        lost.setTopic('what it is about');
        while (kept.size < 5 || !changing.change.kept) await new Promise(resolve => setTimeout(resolve, 5));
        const message = { offset: edited, mine: true, text: 'a', reactions: [], deleted: false, ref: 'r' };
        const shown = lost.preview(message);
        await dead.close();

        const heard = [];
        theirs.on('change', ({ kind, apply, emoji, target }) => heard.push([kind, kind === 'edited' ? apply({ ...message, offset: target }).text : emoji].filter(Boolean).join(' ')));
        theirs.on('topic', ({ topic }) => heard.push(`topic ${topic}`));
        const [one, two] = [connect({ ...me, storage }), connect({ ...me, storage })];
        while (heard.length < 5 || kept.size) await new Promise(resolve => setTimeout(resolve, 5));
        await Promise.all([one.join(room), two.join(room)]);
        await theirs.send('end');
        while (theirs.offset < (await theirs.history()).head) await new Promise(resolve => setTimeout(resolve, 5));
        while (one.unsentChanges.length + two.unsentChanges.length) await new Promise(resolve => setTimeout(resolve, 5));
        await Promise.all([one.close(), two.close(), other.close()]);
        return [heard, [shown.text, shown.waiting]];
        """));
    }

    @Test
    void twoClientsThatBothTakeAMessageForTheirsStoreItOnce() {
        assertEquals(List.of(List.of(1, 2), List.of("one", "two", "end")), run("""
        let asleep = true;
        const key = 'a-key-of-my-own-' + room.slice(-8);
        const Channel = globalThis.BroadcastChannel;
        Object.defineProperty(navigator, 'locks', { value: undefined });
        globalThis.BroadcastChannel = class { postMessage() {} close() {} };
        const Sleeper = function (...way) { return asleep ? { close() { this.onclose(); } } : new WebSocket(...way); };
        const sleeper = connect({ name: 'Mira', key, WebSocket: Sleeper, ackTimeout: 200, minDelay: 1, maxDelay: 5 });
        globalThis.BroadcastChannel = Channel;
        const sent = ['one', 'two'].map(text => sleeper.room(room).send(text));
        while (!sent.every(({ message }) => message.kept)) await new Promise(resolve => sleeper.room(room).on('update', resolve));

        const client = connect({ name: 'Mira', key });
        const joined = client.room(room);
        const stored = [];
        joined.on('message', ({ message: { text } }) => stored.push(text));
        await new Promise(resolve => client.on('restored', resolve));
        asleep = false;
        const offsets = (await Promise.all(sent)).map(({ offset }) => offset);
        await joined.send('end');
        while (stored.at(-1) !== 'end') await new Promise(resolve => joined.on('message', resolve));
        await Promise.all([client.close(), sleeper.close()]);
        return [offsets, stored];
        """));
    }

    private Object run(String script) {
        return visitors.atDesk().open(room).withClient(script, room);
    }
}
