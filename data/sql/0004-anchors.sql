-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where the seals of this post's log are anchored outside, and what was given for each. An anchor is wanted the newest
-- seal that it does not have: it is of all the entries before it too, so nothing older waits. An anchor that was removed
-- stays for its receipts.

CREATE TABLE anchor (
  number      INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,
  target      TEXT NOT NULL,
  proof       TEXT,
  removed_us  INTEGER,
  tried_us    INTEGER,
  due_us      INTEGER NOT NULL DEFAULT 0,
  failures    INTEGER NOT NULL DEFAULT 0,
  problem     TEXT
);

-- place: that of log_checkpoint.
CREATE TABLE anchor_receipt (
  anchor  INTEGER NOT NULL,
  place   INTEGER NOT NULL,
  made_us INTEGER NOT NULL,
  receipt BLOB NOT NULL,
  PRIMARY KEY (anchor, place)
) WITHOUT ROWID;
