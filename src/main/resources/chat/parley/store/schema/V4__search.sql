-- What can be found: a row for each message that has words, as it is now. Its id begins with the time that the message has, so that newest first is the order of the ids (the bits below tell messages of
-- one moment apart). The words are in a column of it, or in a table beside it, whichever the database has an index of words for.
CREATE TABLE search (
  id ${key} PRIMARY KEY,
  room BIGINT NOT NULL,
  "offset" BIGINT NOT NULL${words_column},
  UNIQUE (room, "offset")
);
${words_index};

-- Up to which offset the room's log is in there.
ALTER TABLE room ADD COLUMN indexed BIGINT NOT NULL DEFAULT 0;
