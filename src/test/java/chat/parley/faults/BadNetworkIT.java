package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bad network between clients and a healthy server. */
@FaultTest
class BadNetworkIT {
    /** Few enough to send byte by byte. */
    private static final Load.Size FEW = new Load.Size(1, 4, 4, 50);

    private static final int CUTS = 6;
    private static final int SLOW_BYTES_A_SECOND = 8_000;
    private static final long BYSTANDERS_WAIT = 3_000;
    private static final long MOST_MEGABYTES = 1_000;

    private Ground ground;
    private Host host;
    private Proxy proxy;

    @BeforeEach
    void start() {
        ground = Ground.fresh("network");
        host = Hosts.fresh(ground.settings(), Store.SQLITE);
        proxy = new Proxy(host.ws());
    }

    @AfterEach
    void stop() {
        proxy.close();
        host.close();
    }

    @Test
    void connectionsThatAreCutInTheMiddleLoseAndDoubleNothing() {
        try (Load load = Load.of("cut", proxy.address(host.ws()), Load.Size.USUAL)) {
            for (int cuts = 0; cuts < CUTS; cuts++) {
                load.awaitAcks(100);
                proxy.cut();
                load.awaitAcks(100);
                proxy.reset();
            }
            load.awaitAcks(100);
            load.assertClean(Rows.of(ground));
        }
    }

    @Test
    void anAckThatNeverArrivedIsGivenAgainForTheSamePlace() {
        try (Load load = Load.of("lost-acks", proxy.address(host.ws()), Load.Size.USUAL)) {
            for (int times = 0; times < 3; times++) {
                proxy.down(Weather.STALLED);
                // By then the server has all posts, and only the replies are in transit.
                load.awaitSilence(300);
                proxy.reset();
                proxy.down(Weather.FAIR);
                load.awaitAcks(100);
            }
            load.assertClean(Rows.of(ground));
        }
    }

    @Test
    void framesThatArriveByteByByteAreReadAsOne() {
        try (Load load = Load.of("slices", proxy.address(host.ws()), FEW)) {
            for (int bytes : new int[] {1, 7}) {
                proxy.up(Weather.sliced(bytes));
                proxy.down(Weather.sliced(bytes));
                load.awaitAcks(100);
                proxy.reset();
                load.awaitAcks(100);
            }
            load.assertClean(Rows.of(ground));
        }
    }

    @Test
    void aNarrowLinkFallsBehindAndCatchesUp() throws Exception {
        try (Load load = Load.of("narrow", proxy.address(host.ws()), FEW);
                Load others = Load.of("narrow-others", host.ws(), FEW)) {
            proxy.down(Weather.rate(SLOW_BYTES_A_SECOND));
            load.awaitAcks(20);
            others.awaitAcks(100);
            assertTrue(others.slowestAnswer() <= BYSTANDERS_WAIT, "others waited " + others.slowestAnswer() + " ms");
            assertTrue(Footprint.of(host.pid()).megabytes() < MOST_MEGABYTES);
            proxy.down(Weather.FAIR);
            load.awaitAcks(100);
            load.assertClean(Rows.of(ground));
            others.assertClean(Rows.of(ground));
        }
    }

    @Test
    void whoIsCutOffWithoutNoticeComesBackByItself() {
        try (Load load = Load.of("dropped", proxy.address(host.ws()), FEW)) {
            int welcomes = load.welcomes();
            proxy.up(Weather.STALLED);
            proxy.down(Weather.STALLED);
            load.lead(host.ws());
            Await.until(
                    "everybody has come anew",
                    () -> load.welcomes() >= welcomes + FEW.writers() + FEW.readers(),
                    () -> "only " + (load.welcomes() - welcomes));
            load.awaitAcks(50);
            load.assertClean(Rows.of(ground));
        }
    }
}
