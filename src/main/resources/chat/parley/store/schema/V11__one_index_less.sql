-- Unread messages are counted from the entries themselves, of which the newest hundred nearly always suffice. Each message costs one index less.
DROP INDEX entry_messages;
