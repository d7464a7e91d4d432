-- reason: of a ban; empty for none. addresses: keyed hashes of the addresses that are banned with a guest, separated by spaces.
ALTER TABLE standing ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE standing ADD COLUMN addresses TEXT NOT NULL DEFAULT '';
CREATE INDEX standing_addresses ON standing (room) WHERE addresses <> '';

-- Whom only moderators may give more rights in a private room than this: the role with which somebody left who could do less than a member, until when, and what holds then. As role, until and afterwards; the first is empty for no limit.
ALTER TABLE standing ADD COLUMN kept_role TEXT NOT NULL DEFAULT '';
ALTER TABLE standing ADD COLUMN kept_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE standing ADD COLUMN kept_afterwards TEXT NOT NULL DEFAULT '';

-- From where guests have entered rooms: keyed hashes of their addresses, for some weeks. Times are milliseconds since 1970.
CREATE TABLE guest_address (
  member TEXT NOT NULL,
  address TEXT NOT NULL,
  seen BIGINT NOT NULL,
  PRIMARY KEY (member, address)
)${clustered};
CREATE INDEX guest_address_seen ON guest_address (seen);
