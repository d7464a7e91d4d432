package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.model.Variant.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model sees what it is there to see: each of these mistakes, put into the sources, is found. All sizes are small here, so that few schedules suffice. */
class MutantTest {
    private static final int SCHEDULES = Integer.getInteger("parley.model.mutant-schedules", 10_000);
    private static final int BURST = 14;

    /** A mistake somebody could make. */
    record Mutant(String mistake, List<Edit> edits) {
        @Override
        public String toString() {
            return mistake;
        }
    }

    private static final Edit NO_UNIQUE_REF = new Edit("log/schema/V1__rooms_and_entries.sql",
            "PRIMARY KEY (room, \"offset\"),\n  UNIQUE (room, sender, ref)", "PRIMARY KEY (room, \"offset\")");
    private static final Edit NO_CONFLICT = new Edit("log/EntryRows.java",
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \"\n            + \"ON CONFLICT (room, sender, ref) DO NOTHING\"", "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\"");

    static Stream<Mutant> mutants() {
        return Stream.of(
                mutant("no ref key", NO_UNIQUE_REF, NO_CONFLICT),
                mutant("a ref is known to the process that stored it only", NO_UNIQUE_REF, NO_CONFLICT,
                        new Edit("log/AppendLane.java", "truncatedTo(ChronoUnit.MILLIS), inDoubt)", "truncatedTo(ChronoUnit.MILLIS), true)"),
                        new Edit("log/AppendLane.java", "this.clock = clock;", "this.clock = clock;\n        AppendTransaction.started = clock.instant();"),
                        new Edit("log/AppendTransaction.java", "private final boolean careful;", "private final boolean careful;\n    static Instant started;"),
                        new Edit("log/AppendTransaction.java", "earlier = stored(connection, draft);\n        }\n        Refusal",
                                "earlier = stored(connection, draft);\n            earlier = earlier == null || earlier.entry().at().isBefore(started) ? null : earlier;\n        }\n        Refusal")),
                mutant("a repeated post burns an offset",
                        new Edit("log/AppendTransaction.java", "if (earlier != null) {",
                                "if (earlier != null) {\n            heads.computeIfPresent(draft.room(), (name, head) -> new Position(head.epoch(), head.offset() + 1, head.tag()));")),
                mutant("acknowledged before the commit",
                        new Edit("log/AppendTransaction.java", "placed.add(new EntryRows", "append.answer().complete(append.shown(entry));\n            placed.add(new EntryRows")),
                mutant("a commit that fails counts as one",
                        new Edit("log/AppendTransaction.java", "throw new InDoubt(e);", "// on we go")),
                mutant("a batch in doubt is given up",
                        new Edit("log/AppendLane.java", "trouble.appeared(e.getCause());\n            hold(batch, true);",
                                "trouble.appeared(e.getCause());\n            done(batch);")),
                mutant("a batch in doubt is tried again as if it were not stored",
                        new Edit("log/AppendLane.java", "trouble.appeared(e.getCause());\n            hold(batch, true);",
                                "trouble.appeared(e.getCause());\n            hold(batch, false);")),
                mutant("a message that the store does not take keeps the others of its batch out",
                        new Edit("log/AppendLane.java", "batch.size() > 1", "batch.size() > 1000")),
                mutant("a feed takes whatever comes",
                        new Edit("room/Feed.java", "tail != null && entry.offset() == tail.head() + 1", "tail != null")),
                mutant("a hole is not read from the log",
                        new Edit("room/Feed.java", "filling || known <= tail.head()", "filling || known >= 0")),
                mutant("what comes while a room is opened is heard by nobody",
                        new Edit("room/Rooms.java", "if (room != null) {\n            room.feed().accept",
                                "if (room != null && room.entries() != null) {\n            room.feed().accept")),
                mutant("a join goes live at the head, without what came meanwhile",
                        new Edit("room/Room.java", "new Cursor.Step(null, start.offset(), changes.head())", "new Cursor.Step(null, feed.tail().head(), changes.head())")),
                mutant("a cursor moves one too little",
                        new Edit("room/Cursor.java", "offset = batch.last();", "offset = batch.last() - 1;")),
                mutant("a step of the cursor's is put one too far",
                        new Edit("room/Feed.java", "new Cursor.Step(batch, batch.last(), change)", "new Cursor.Step(batch, batch.last() + 1, change)")),
                mutant("a cursor asks once and forgets that it does",
                        new Edit("room/Cursor.java", "asking = true;\n            room.catchUp", "room.catchUp")),
                mutant("a slow reader loses what it missed",
                        new Edit("room/Feed.java", "if (offset < floor.offset()) {\n            answer.accept(afresh(change));", "if (true) {\n            answer.accept(new Cursor.Step(null, tail.head(), change));")),
                mutant("a place in memory is taken for the client's without a look at its tag",
                        new Edit("room/Feed.java", "here.equals(since.toString())", "true")),
                mutant("a place in the log is taken for the client's without a look at its tag",
                        new Edit("room/Feed.java", "stored.filter(since::equals).isPresent()", "stored.isPresent()")),
                mutant("a place beyond the head is taken for one",
                        new Edit("room/Feed.java", " || since.offset() > tail.head()", ""),
                        new Edit("room/Feed.java", "stored.filter(since::equals).isPresent()", "true")),
                mutant("a place that is forgotten is taken for one",
                        new Edit("room/Feed.java", " || since.offset() < floor.offset()", ""),
                        new Edit("log/SqlRoomLog.java", "offset <= row.floor().offset()", "offset < 0")),
                mutant("nobody is told of a trim",
                        new Edit("log/SqlRoomLog.java", "listener.trimmed(room, done.floor());", "")),
                mutant("a trim forgets more than it says",
                        new Edit("log/Trim.java", "Sql.update(connection, FORGET, now.toEpochMilli(), room.id(), before, floor.offset());",
                                "Sql.update(connection, FORGET, now.toEpochMilli(), room.id(), before, floor.offset() + 1);")),
                mutant("a stretch that grew is kept as it was",
                        new Edit("room/Stretches.java", "stretch != null && stretch.frames().size() == size", "stretch != null")),
                mutant("a send that is done wakes nobody",
                        new Edit("room/Session.java", "sending = false;\n            wake();", "sending = false;")),
                mutant("a room that grew wakes nobody",
                        new Edit("room/Feed.java", "            grown.run();\n", "")));
    }

    static Stream<Mutant> mutantsOfChanges() {
        return Stream.of(
                mutant("memory keeps what was deleted",
                        new Edit("room/Feed.java", "tail.rewrite(known -> known instanceof Event.Logged logged ? logged.after(change) : known);", "")),
                mutant("a deletion leaves the edits",
                        new Edit("log/EntryRows.java", "        Sql.update(connection, REDACT_EDITS, room.id(), offset);\n", "")),
                mutant("a deletion leaves the text",
                        new Edit("log/EntryRows.java", "        Sql.update(connection, REDACT, room.id(), offset);\n", "")),
                mutant("a deletion leaves who reacted",
                        new Edit("event/Present.java", "new Present(offset, null, null, true, null)", "new Present(offset, null, null, true, reactions)")),
                mutant("a deletion that is repeated is told that there is nothing to delete",
                        new Edit("log/AppendTransaction.java", "if (objection != null && !careful) {", "if (false) {")),
                mutant("changes of one transaction do not know of each other",
                        new Edit("log/Fold.java", "return changed.getOrDefault(place, before == null ? Present.UNCHANGED : before);", "return before == null ? Present.UNCHANGED : before;")),
                mutant("anybody may change anything",
                        new Edit("log/Fold.java", "message.author().id().equals(draft.author().id())", "true")),
                mutant("what was deleted may be edited",
                        new Edit("log/Fold.java", "if (now.deleted()) {", "if (false) {")),
                mutant("somebody who reacts again is counted again",
                        new Edit("event/Reaction.java", "if (on && !here) {", "if (on) {")),
                mutant("an edit forgets who reacted",
                        new Edit("event/Present.java", "new Present(offset, edit.text(), at, deleted, reactions)", "new Present(offset, edit.text(), at, deleted, null)")),
                mutant("an edit is told, and not kept",
                        new Edit("log/Fold.java", "MessageRows.put(connection, place.room(), place.offset(), one.getValue());", "if (one.getValue().edited() == null) {\n                MessageRows.put(connection, place.room(), place.offset(), one.getValue());\n            }")),
                mutant("what the log forgets stays folded",
                        new Edit("log/Trim.java", "            MessageRows.forget(connection, room, floor.offset());\n", "")),
                mutant("the topic is told, and not kept",
                        new Edit("log/Fold.java", "RoomRow.setTopic(connection, one.getKey(), one.getValue());", "")),
                mutant("who comes is told the topic from when the room was opened",
                        new Edit("room/Feed.java", "            topic = changed.topic();\n", "")),
                mutant("a page of history counts what is no message",
                        new Edit("log/EntryRows.java", "BEFORE.replace(\"ORDER\", \"AND e.kind = 'message' ORDER\")", "BEFORE")));
    }

    private static Mutant mutant(String mistake, Edit... edits) {
        return new Mutant(mistake, List.of(edits));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"mutants", "mutantsOfChanges"})
    void isFound(Mutant mutant) throws Exception {
        List<Edit> edits = new ArrayList<>(Variant.SMALL);
        edits.addAll(mutant.edits());
        String found = new Variant(edits).run(1, SCHEDULES, BURST);
        assertNotNull(found, "survived " + SCHEDULES + " schedules: " + mutant);
        System.out.println(mutant + ": " + found.lines().findFirst().orElseThrow());
    }

    @Test
    void andNothingIsFoundInWhatIsSmallAndRight() throws Exception {
        Long seed = Long.getLong("parley.model.seed");
        assertNull(seed != null ? new Variant(Variant.SMALL).run(seed, 1, BURST) : new Variant(Variant.SMALL).run(1, SCHEDULES, BURST));
    }
}
