package chat.parley.load;

/** Checks and measures the entries that a session receives. For one thread at a time. */
final class LoadReader {
    private final int session;
    private final LoadPlan plan;
    private final LoadMeter meter;
    private final LoadOutbox own;

    /** @param own the posts of the session */
    LoadReader(int session, LoadPlan plan, LoadMeter meter, LoadOutbox own) {
        this.session = session;
        this.plan = plan;
        this.meter = meter;
        this.own = own;
    }

    void entry(Place place, Incoming event, long nanos) {
        Sequence.Arrival arrival = place.sequence.next(event.offset());
        if (arrival == Sequence.Arrival.AGAIN) {
            meter.doubled += place.replays ? 0 : 1;
            return;
        }
        if (arrival == Sequence.Arrival.LATE) {
            meter.outOfOrder++;
        } else {
            place.replays = false;
            place.position = event.position();
        }
        LoadRef.of(event.ref(), plan.run)
                .filter(plan::isKnown)
                .ifPresent(ref -> delivered(place, ref, event.offset(), nanos));
    }

    private void delivered(Place place, LoadRef ref, long offset, long nanos) {
        if (ref.session() == session) {
            own.seen(ref, offset);
        }
        long due = plan.nanos(ref.dueMicros());
        if (plan.isMeasured(due)) {
            (plan.onSameServer(session, ref.session()) ? meter.sameServer : meter.otherServer).add(nanos - due);
            meter.afterAck.add(place.room.sinceAck(offset, nanos));
            meter.deliveriesInTime += plan.isInTime(nanos) ? 1 : 0;
        }
    }
}
