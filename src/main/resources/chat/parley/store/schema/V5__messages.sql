-- Finds messages among any number of changes: what is unread is counted by it. The sender is in it since one's own count for nothing.
CREATE INDEX entry_messages ON entry (room, "offset", sender) WHERE kind = 'message';
