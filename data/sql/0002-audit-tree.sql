-- SPDX-License-Identifier: GPL-3.0-or-later
-- The hash trees over the logs (RFC 9162), as much of them as a root or a proof must not reckon anew from every leaf: the
-- roots of the complete subtrees of 2^8, 2^16, 2^24 and 2^32 leaves. "place" is that of the subtree's last leaf. One commit
-- in 256 writes a row.

CREATE TABLE log_tree (
  level INTEGER NOT NULL,
  place INTEGER NOT NULL,
  hash  BLOB NOT NULL,
  PRIMARY KEY (level, place)
) WITHOUT ROWID;

-- The checkpoints of the logs that were signed here, as signed notes. place = device number << 40 | how many entries
-- the checkpoint is of.
CREATE TABLE log_checkpoint (
  place   INTEGER PRIMARY KEY,
  made_us INTEGER NOT NULL,
  note    TEXT NOT NULL
);
