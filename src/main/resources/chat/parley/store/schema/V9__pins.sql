-- Whether the message is pinned: 1 or 0.
ALTER TABLE message ADD COLUMN pinned BIGINT NOT NULL DEFAULT 0;

-- Finds the pinned messages of a room, of which there are few. Begins with "pinned", or SQLite would prefer the primary key.
CREATE INDEX message_pinned ON message (pinned, room, "offset") WHERE pinned = 1;
