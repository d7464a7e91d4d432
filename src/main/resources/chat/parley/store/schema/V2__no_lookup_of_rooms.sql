-- Who appends has locked the room's row, and no room is ever removed: so the store need not look for the room once more with each entry. (SQLite only looks where a connection asks for it.)
${drop_lookup}
