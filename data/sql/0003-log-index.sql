-- SPDX-License-Identifier: GPL-3.0-or-later
-- The log by blocks of 512 entries, so that the entries of one user, of one action or of a period are found without
-- reading the log. The commit that ends a block enters it; the entries of the last block are looked at one by one.
-- block = place of its first entry >> 9.

CREATE TABLE log_block (
  block     INTEGER PRIMARY KEY,
  first_us  INTEGER NOT NULL,
  last_us   INTEGER NOT NULL
);

-- What entries are found by, by a small number. sort: 0 the user, 1 the action; 2 the order (cpx-log-order.c).
CREATE TABLE log_facet (
  number INTEGER PRIMARY KEY,
  sort   INTEGER NOT NULL,
  value  TEXT NOT NULL,
  UNIQUE (sort, value)
);

-- Which entries of a block have a facet: a bit each, the lowest of the first byte is the first entry's.
CREATE TABLE log_facet_block (
  facet   INTEGER NOT NULL,
  block   INTEGER NOT NULL,
  members BLOB NOT NULL,
  PRIMARY KEY (facet, block)
) WITHOUT ROWID;
