-- SPDX-License-Identifier: GPL-3.0-or-later
-- The store's own shape. The tables of records ("r_" and the kind's name) are derived from the declarations of
-- model/ and made by store/cpx-record-table at each opening.
--
-- Every page that a commit touches costs a write, a cipher run and later a checkpoint. So logs have no index: a
-- record holds the place of its last change, each change the place of the one before; "about" is filled in batches.

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

-- Every change, in order of arrival. "fields" is JSON, sealed under the patient's key when there is a patient.
CREATE TABLE change_log (
  seq      INTEGER PRIMARY KEY,
  id       BLOB NOT NULL,
  device   INTEGER NOT NULL,
  hlc      INTEGER NOT NULL,
  kind     INTEGER NOT NULL,
  record   BLOB NOT NULL,
  patient  BLOB,
  user     BLOB,
  action   TEXT NOT NULL,
  previous INTEGER,
  fields   BLOB NOT NULL
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

-- place = device number << 40 | index in that device's log
CREATE TABLE audit_log (
  place   INTEGER PRIMARY KEY,
  record  BLOB,
  patient BLOB,
  leaf    BLOB NOT NULL,
  hash    BLOB NOT NULL
);

-- Entries by the record and by the patient they are about; entries from setting "audit-about" on are not in it yet.
CREATE TABLE audit_about (
  owner BLOB NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (owner, place)
) WITHOUT ROWID;

-- key NULL: destroyed.
CREATE TABLE patient_key (
  patient     BLOB PRIMARY KEY,
  key         BLOB,
  erased_us   INTEGER,
  legal_basis TEXT
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
