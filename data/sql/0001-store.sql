-- SPDX-License-Identifier: GPL-3.0-or-later
-- The store's own shape. The tables of records ("r_" and the kind's name) are derived from the declarations of
-- model/ and made by store/cpx-record-table at each opening.
--
-- Every page that a commit touches costs a write, a cipher run and later a checkpoint. So there is one log, in which an
-- entry is at once the audit's and the change's, and it has no index: a record holds the place of its last change, each
-- change the place of the one before; "log_about" is filled in batches.

-- Devices, this one and those it met, by a small number.
CREATE TABLE device (
  number INTEGER PRIMARY KEY,
  id     BLOB NOT NULL UNIQUE
);

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;

-- Kinds by a small number that never changes in this vault.
CREATE TABLE kind (
  number INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  shape  TEXT NOT NULL DEFAULT ''
);

-- Values that lost to a concurrent change, for a person to settle.
CREATE TABLE conflict (
  id           INTEGER PRIMARY KEY,
  kind         INTEGER NOT NULL,
  record       BLOB NOT NULL,
  patient      BLOB,
  field        TEXT NOT NULL,
  kept         TEXT,
  lost         TEXT,
  kept_change  BLOB NOT NULL,
  lost_change  BLOB NOT NULL,
  settled      INTEGER NOT NULL DEFAULT 0
);

-- place = device number << 40 | index in that device's log. "previous" is the place of the record's change before this
-- one, 0 for its first, NULL where nothing changed. What changed is in the leaf, sealed.
CREATE TABLE log (
  place    INTEGER PRIMARY KEY,
  hlc      INTEGER NOT NULL,
  previous INTEGER,
  record   BLOB,
  patient  BLOB,
  leaf     BLOB NOT NULL,
  hash     BLOB NOT NULL
);

-- Entries by the patient they are about, or else the record; those from setting "log-about" on are not in it yet.
CREATE TABLE log_about (
  owner BLOB NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (owner, place)
) WITHOUT ROWID;

-- Patients whose rows were purged, and with them their keys.
CREATE TABLE erasure (
  patient     BLOB PRIMARY KEY,
  erased_us   INTEGER NOT NULL,
  legal_basis TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE content (
  row     INTEGER PRIMARY KEY,
  hash    BLOB NOT NULL UNIQUE,
  size    INTEGER NOT NULL,
  n_parts INTEGER NOT NULL
);

CREATE TABLE content_part (
  content INTEGER NOT NULL,
  part    INTEGER NOT NULL,
  bytes   BLOB NOT NULL,
  PRIMARY KEY (content, part)
);

CREATE TABLE draft (
  author   TEXT NOT NULL,
  place    TEXT NOT NULL,
  saved_us INTEGER NOT NULL,
  text     TEXT NOT NULL,
  PRIMARY KEY (author, place)
) WITHOUT ROWID;

CREATE TABLE user_secret (
  user         TEXT PRIMARY KEY,
  totp_secret  BLOB NOT NULL,
  last_counter INTEGER NOT NULL DEFAULT -1
) WITHOUT ROWID;

-- The words of long texts. rowid = kind number << 40 | the record's row. Contentless: the texts are in the records.
CREATE VIRTUAL TABLE text_index USING fts5 (
  words,
  content = '',
  columnsize = 0,
  detail = 'full',
  tokenize = 'unicode61 remove_diacritics 2'
);
