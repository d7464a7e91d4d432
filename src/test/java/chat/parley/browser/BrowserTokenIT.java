package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.client.TokenIssuer;
import chat.parley.e2e.host.Hosts;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client library with tokens, and Parley's page on a server without guests. */
class BrowserTokenIT {
    /** Signs tokens in the page: {@code await sign('Mira', seconds)}. The server accepts them for a minute more. */
    private static final String SIGN = """
            const encoded = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
            const text = value => new TextEncoder().encode(JSON.stringify(value));
            const raw = Uint8Array.from(atob('%s'.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt());
            const secret = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
            const sign = async (name, seconds) => {
              const claims = { iss: '%s', aud: '%s', sub: room, name, exp: Math.floor(Date.now() / 1000) + seconds };
              const signed = `${encoded(text({ alg: 'HS256' }))}.${encoded(text(claims))}`;
              const signature = await crypto.subtle.sign('HMAC', secret, new TextEncoder().encode(signed));
              return `${signed}.${encoded(new Uint8Array(signature))}`;
            };
            const heard = (client, type, like) => new Promise(resolve => client.on(type, event => like(event) && resolve(event)));
            """.formatted(
                    ((OctetSequenceKey) TokenIssuer.SHARED.key(JWSAlgorithm.HS256)).getKeyValue(),
                    TokenIssuer.ISSUER,
                    TokenIssuer.AUDIENCE);

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    private Object run(String script) {
        visitors.comeTo(Hosts.shared(TokenIssuer.ACCEPTED));
        return visitors.atDesk().open(room).withClient(SIGN + script, room);
    }

    @Test
    void aFunctionIsAskedAtEachConnectAndBeforeItsTokenExpires() {
        assertEquals(List.of("Mira", "Mira Okafor", 2, "open", 3, true, "forbidden"), run("""
            let asked = 0;
            const sockets = [];
            class Counted extends WebSocket { constructor(...way) { super(...way); sockets.push(this); } }
            const token = async () => ++asked === 1 ? sign('Mira', -52) : sign('Mira Okafor', 600);
            const client = connect({ token, WebSocket: Counted, minDelay: 1 });
            const { name, id } = await client.ready();
            const renamed = await heard(client, 'renamed', () => true);
            const result = [name, renamed.member.name, asked, client.state];
            const open = heard(client, 'state', ({ state }) => state === 'open');
            sockets.at(-1).close();
            await open;
            const refused = await client.rename('Somebody').catch(({ code }) => code);
            await client.close();
            return [...result, asked, sockets.length === 2 && client.me.id === id, refused];
            """));
    }

    @Test
    void aTokenThatCannotBeRenewedEndsTheClientWhenItExpires() {
        assertEquals(List.of("closed", "unauthorized"), run("""
            const client = connect({ token: await sign('Mira', -52), minDelay: 1 });
            await client.ready();
            const { state, error } = await heard(client, 'state', ({ state }) => state === 'closed');
            return [state, error.code];
            """));
    }

    @Test
    void aFunctionThatFailsIsAskedAgain() {
        assertEquals(List.of("Mira", "no network", "waiting"), run("""
            const reported = [];
            globalThis.reportError = error => reported.push(error.message);
            const token = async () => {
              if (!reported.length) throw new Error('no network');
              return sign('Mira', 600);
            };
            const client = connect({ token, minDelay: 1 });
            const states = [];
            client.on('state', ({ state }) => states.push(state));
            const { name } = await client.ready();
            await client.close();
            return [name, ...reported, states[0]];
            """));
    }

    @Test
    void aFunctionThatFailsAfterTheSocketHasOpenedIsReportedOnceAndAskedAgain() {
        assertEquals(List.of("Mira", "no network"), run("""
            const reported = [];
            globalThis.reportError = error => reported.push(error.message);
            addEventListener('unhandledrejection', ({ reason }) => reported.push(reason.message));
            let opened;
            class Observed extends WebSocket {
              constructor(...way) { super(...way); opened = new Promise(resolve => this.addEventListener('open', () => setTimeout(resolve))); }
            }
            const token = async () => {
              await opened;
              if (!reported.length) throw new Error('no network');
              return sign('Mira', 600);
            };
            const client = connect({ token, WebSocket: Observed, minDelay: 1 });
            const { name } = await client.ready();
            await client.close();
            return [name, ...reported];
            """));
    }

    @Test
    void anErrorBeforeTheHelloDoesNotCloseTheClient() {
        assertEquals(List.of("malformed", "Mira"), run("""
            let socket;
            class Observed extends WebSocket { constructor(...way) { super(...way); socket = this; } }
            const token = async () => {
              await new Promise(resolve => socket.addEventListener('open', () => setTimeout(resolve)));
              socket.onmessage({ data: JSON.stringify({ type: 'error', code: 'malformed', message: 'Not JSON' }) });
              return sign('Mira', 600);
            };
            const client = connect({ token, WebSocket: Observed });
            const error = heard(client, 'error', () => true);
            const { name } = await client.ready();
            const { code } = await error;
            await client.close();
            return [code, name];
            """));
    }

    @Test
    void aRenewalThatFailsIsTriedAgain() {
        assertEquals(List.of("Mira Okafor", 4, 1, "no network"), run("""
            const told = [];
            globalThis.reportError = error => told.push(error.message);
            let asked = 0;
            let sockets = 0;
            class Unavailable extends WebSocket {
              constructor(...way) { super(...way); sockets++; }
              send(frame) {
                if (asked !== 3) return super.send(frame);
                const { ref } = JSON.parse(frame);
                const data = JSON.stringify({ type: 'error', ref, code: 'unavailable', message: 'No keys', retryAfter: 5 });
                setTimeout(() => this.onmessage({ data }));
              }
            }
            const token = async () => {
              if (++asked === 1) return sign('Mira', -52);
              if (asked === 2) throw new Error('no network');
              return sign('Mira Okafor', 600);
            };
            const client = connect({ token, WebSocket: Unavailable, minDelay: 1 });
            client.on('error', ({ code }) => told.push(code));
            await client.ready();
            await Promise.race(['renamed', 'state'].map(type => heard(client, type, ({ state }) => state !== 'open')));
            const { name } = client.me;
            await client.close();
            return [name, asked, sockets, ...told];
            """));
    }

    @Test
    void aRenewalEndsWithItsSession() {
        assertEquals(List.of(3, 2), run("""
            let asked = 0;
            let hellos = 0;
            let socket;
            class Counted extends WebSocket {
              constructor(...way) { super(...way); socket = this; }
              send(frame) {
                if (JSON.parse(frame).type === 'hello') hellos++;
                super.send(frame);
              }
            }
            let answer;
            let renewing;
            const begun = new Promise(resolve => renewing = resolve);
            const token = () => {
              if (++asked !== 2) return sign('Mira', asked === 1 ? -52 : 600);
              renewing();
              return new Promise(resolve => answer = resolve);
            };
            const client = connect({ token, WebSocket: Counted, minDelay: 1 });
            await client.ready();
            await begun;
            const open = heard(client, 'state', ({ state }) => state === 'open');
            socket.close();
            await open;
            answer(await sign('Mira', 600));
            await client.rooms();
            await client.close();
            return [asked, hellos];
            """));
    }

    @Test
    void aKeyAndATokenContradictEachOther() {
        assertEquals("TypeError", run("""
            try {
              connect({ token: 'a', key: 'b' });
            } catch (error) {
              return error.name;
            }
            """));
    }

    @Test
    void withoutGuestsThePageSaysSo() {
        visitors.comeTo(Hosts.shared(TokenIssuer.REQUIRED));
        Visitor mira = visitors.atDesk().openLobby();
        for (int i = 0; i < 2; i++) {
            assertThat(mira.page().locator("#members-only")).isVisible();
            assertThat(mira.page().locator("#members-only"))
                    .containsText("This server accepts only people who sign in.");
            assertThat(mira.page().locator("#name-dialog")).isHidden();
            mira.page().keyboard().press("Escape");
            mira.page().keyboard().press("Escape");
        }
        Axe.assertClean(mira, "members-only");
    }
}
