package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client library on its own, as somebody else's page has it. */
class BrowserClientIT {
  @RegisterExtension static final Visitors visitors = new Visitors();

  private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aPostWhoseAckIsLostIsStoredOnceEvenWithoutAKey() {
    assertEquals(List.of("once", "end"), run(
        """
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

  @Test
  void aRefusedNewNameLeavesEverythingAsItWas() {
    assertEquals(List.of("invalid", "Mira", "Mira Okafor", 1, 2), run(
        """
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
    assertEquals(List.of("heard", "heard", "heard"), run(
        """
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
    assertEquals("TypeError: There is no WebSocket here, as in Node before 22: pass one as the option `WebSocket`", run(
        """
        delete globalThis.WebSocket;
        try {
          connect({ name: 'Mira' });
        } catch (error) {
          return String(error);
        }
        """));
  }

  private Object run(String script) {
    return visitors.atDesk().open(room).withClient(script, room);
  }
}
