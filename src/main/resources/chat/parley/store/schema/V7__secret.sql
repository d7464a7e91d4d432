-- One row: what members' ids are made with, so that nobody can try out which key an id belongs to. The row is added together with the members' new ids.
CREATE TABLE secret (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value TEXT NOT NULL
);
