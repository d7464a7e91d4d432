-- title: of a private room. archived: 1 if nobody may write. slow_mode: seconds between two posts of a member, or 0.
-- shares_history: 0 if those who are invited read only what comes then.
-- guarded: 1 if any of these, the kind or the table standing differs from an ordinary public room.
ALTER TABLE room ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN archived BIGINT NOT NULL DEFAULT 0;
ALTER TABLE room ADD COLUMN slow_mode BIGINT NOT NULL DEFAULT 0;
ALTER TABLE room ADD COLUMN shares_history BIGINT NOT NULL DEFAULT 1;
ALTER TABLE room ADD COLUMN guarded BIGINT NOT NULL DEFAULT 0;

-- Who has a role of their own in a room, and the offset after which they may read. until: when it ends, in milliseconds since 1970, after which "afterwards" holds; the greatest number for never.
CREATE TABLE standing (
  room BIGINT NOT NULL,
  member TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  until BIGINT NOT NULL,
  afterwards TEXT NOT NULL,
  readable_after BIGINT NOT NULL,
  PRIMARY KEY (room, member)
)${clustered};
CREATE INDEX standing_by_member ON standing (member);

-- The entries that decide about a room, and deletions of others' messages. Retention does not remove them.
CREATE TABLE audit (
  room BIGINT NOT NULL,
  "offset" BIGINT NOT NULL,
  tag TEXT NOT NULL,
  kind TEXT NOT NULL,
  sender TEXT NOT NULL,
  sender_name TEXT NOT NULL,
  target BIGINT,
  at BIGINT NOT NULL,
  body TEXT,
  PRIMARY KEY (room, "offset")
)${clustered};
