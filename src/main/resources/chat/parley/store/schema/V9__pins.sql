-- Whether the message is pinned: 1 or 0.
ALTER TABLE message ADD COLUMN pinned BIGINT NOT NULL DEFAULT 0;

-- Finds the pinned messages of a room, of which there are few.
CREATE INDEX message_pinned ON message (room, "offset") WHERE pinned = 1;
