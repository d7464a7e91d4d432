package chat.parley.model;

import java.util.List;
import java.util.Random;

/** Chooses a speaker's next action at random. */
final class Whim {
    private final Taste taste;
    private final Random random;
    private final boolean bursts;
    private final int burst;
    /** Whether unanswered deeds are repeated. If not, the server must recover from every fault without help. */
    private final boolean insists;

    private boolean isTalking = true;

    /** Stops new messages, so that the last one may be one that hit a fault. */
    void fallSilent() {
        isTalking = false;
    }

    /** @param burst maximum number of consecutive messages of a speaker */
    Whim(Taste taste, Random random, int burst) {
        this.taste = taste;
        this.random = random;
        this.bursts = random.nextInt(3) > 0;
        this.burst = burst;
        this.insists = random.nextBoolean();
    }

    void act(Speaker speaker) {
        List<View> views = List.copyOf(speaker.views.values());
        View view = views.get(random.nextInt(views.size()));
        int choice = random.nextInt(100);
        if (choice < taste.restless() && view.state == View.State.IN && isTalking) {
            speaker.exclaim(view);
            speaker.leave(view);
            if (random.nextInt(3) > 0) {
                speaker.join(view, since(view)); // may reopen the room while the message is being written to the log
            }
        } else if (choice < 50 && isTalking && !insists && view.state == View.State.IN) {
            speaker.exclaim(view);
        } else if (choice < 50 && isTalking && (speaker.isPending() || view.state == View.State.IN)) {
            speaker.say(view, random.nextInt(40) == 0 ? FaultyStore.POISON : "well");
        } else if (choice < 56 && isTalking) {
            speaker.repeat(random.nextInt(3) == 0);
        } else if (choice < 62) {
            speaker.paused = !speaker.paused;
        } else if (view.state == View.State.OUT) {
            speaker.join(view, since(view));
        } else if (view.state == View.State.JOINING && choice < 66) {
            speaker.leave(view);
        } else if (view.state == View.State.IN) {
            inRoom(speaker, view, choice);
        }
    }

    private void inRoom(Speaker speaker, View view, int choice) {
        if (choice < 66) {
            speaker.leave(view);
        } else if (choice < 70) {
            speaker.join(view, since(view));
        } else if (choice < 76) {
            long offset = random.nextInt(30);
            int end = random.nextInt(4);
            speaker.history(view, end == 0 ? offset : null, end == 1 ? offset : null, end == 2 ? offset : null);
        } else if (choice < 84 && isTalking) {
            int count = bursts ? 1 + random.nextInt(burst) : 1;
            for (int i = 0; i < count; i++) {
                speaker.exclaim(view);
            }
        }
    }

    String since(View view) {
        int choice = random.nextInt(10);
        return choice < 7 ? view.position : choice < 9 ? view.beginning() : null;
    }
}
