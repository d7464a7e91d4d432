-- Of words that were edited away or deleted nothing is kept: not in the entries that said them, nor their digest. A message that was edited has its text in the table message alone, and of its edits only
-- the newest one says what it says. A digest of 0 belongs to words that are gone.
UPDATE entry SET body = NULL WHERE kind = 'message' AND body IS NOT NULL AND EXISTS
  (SELECT 1 FROM message WHERE message.room = entry.room AND message."offset" = entry."offset" AND (message.text IS NOT NULL OR message.deleted = 1));
UPDATE entry SET body = NULL WHERE kind = 'edit' AND body IS NOT NULL AND EXISTS
  (SELECT 1 FROM entry AS later WHERE later.room = entry.room AND later.target = entry.target AND later.target > 0 AND later.kind = 'edit' AND later."offset" > entry."offset");
UPDATE entry SET digest = 0 WHERE body IS NULL;

-- Finds the one edit of a message that still says something.
CREATE INDEX entry_edits ON entry (room, target) WHERE kind = 'edit' AND body IS NOT NULL;
DROP INDEX entry_by_target;

-- What leaves the index of words leaves it for good.
${erasable_words};
