package chat.parley.model;

import chat.parley.event.Member;

/** Something that a client says, and what it knows of its fate. Its text is its own, so that it is known wherever it turns up. */
final class Post {
    final Member author;
    final String room;
    final String ref;
    final String text;
    /** Sent once and never again; the others are sent until they are stored, and the next one not before. */
    final boolean once;
    final int number;
    /** The place that the server has acknowledged. */
    String position;
    /** The server has said that it is not stored. */
    boolean refused;
    /** Lost in a fork. */
    boolean voided;
    /** Its ref was used for another text, too. */
    boolean contested;

    Post(Member author, String room, String ref, String text, boolean once, int number) {
        this.author = author;
        this.room = room;
        this.ref = ref;
        this.text = text;
        this.once = once;
        this.number = number;
    }

    @Override
    public String toString() {
        return author.name() + " " + ref + " \"" + (text.length() > 20 ? text.substring(0, 20) : text) + "\" in " + room;
    }
}
