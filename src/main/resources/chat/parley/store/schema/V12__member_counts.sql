-- How many members each room has, kept by the transaction that changes memberships. Not in the table room: appends lock its rows.
CREATE TABLE member_count (
  room ${key} PRIMARY KEY,
  members BIGINT NOT NULL
);
INSERT INTO member_count (room, members) SELECT room, count(*) FROM membership GROUP BY room;

-- Only counted members. (Others are found by membership_by_handle, which begins with the room, too.)
DROP INDEX membership_by_room;
