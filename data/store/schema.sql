-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The store, version 3 (PRAGMA user_version). A store is recognised by these
-- statements, word for word: whoever changes one, gives it a new version and
-- keeps the old one for migrate.c. Comments stand outside the statements and
-- empty lines between them. The statements of version 2 come first, in their
-- order; what version 3 added follows.
--
-- Two numbers stand for what all rows would repeat. A place (indicator, year,
-- region, basis) is one integer, so that figures are kept in the order of
-- their key without a second copy of it and comparing keys is comparing
-- integers. An origin is what the rows of one file share. The views figure,
-- figure_history, missing_figure and rejected_row say all of it in words.

-- Files that were taken in. The counts add up: row_count = added + changed
-- + same + missing + rejected; of a third party's file (fieldwork) all rows
-- are added. Times are UTC. reason: of its revisions.
-- undone_at: when it was taken back. The same file comes again only after
-- that, or with a reason where rows of it were rejected for want of one.

CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    imported_at TEXT NOT NULL,
    reason TEXT,
    undone_at TEXT,
    row_count INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    same INTEGER NOT NULL DEFAULT 0,
    missing INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The number that an indicator has in a place.

CREATE TABLE indicator (
    id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 16383),
    code TEXT NOT NULL UNIQUE
) STRICT;

-- What rows of one import have in common. The same may stand here twice.
-- marks: bits of enum fyp_cell_mark (data/readers/source.h); normalised: bits
-- of enum fyp_normalisation (data/cleaning/number.h).

CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES import (id),
    sheet TEXT,
    unit TEXT,
    price_basis TEXT CHECK (price_basis IN ('nominal', 'real')),
    status TEXT,
    source TEXT NOT NULL,
    marks INTEGER NOT NULL,
    normalised INTEGER NOT NULL
) STRICT;

-- The current figure of every place. decimals: digits after the point as
-- written; value_text: the cell as written, empty where the value was
-- computed; column_no: 0 where the row is the figure.

CREATE TABLE current_figure (
    place INTEGER PRIMARY KEY,
    value REAL NOT NULL,
    decimals INTEGER NOT NULL,
    value_text TEXT NOT NULL,
    origin_id INTEGER NOT NULL REFERENCES origin (id),
    line INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    numerator REAL,
    denominator REAL,
    note TEXT
) STRICT;

-- What figures were before, and which import replaced them; replaced_by is
-- NULL where a figure was taken back with its own import.

CREATE TABLE earlier_figure (
    place INTEGER NOT NULL,
    value REAL NOT NULL,
    decimals INTEGER NOT NULL,
    value_text TEXT NOT NULL,
    origin_id INTEGER NOT NULL REFERENCES origin (id),
    line INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    numerator REAL,
    denominator REAL,
    note TEXT,
    replaced_by INTEGER REFERENCES import (id),
    PRIMARY KEY (place, version)
) STRICT, WITHOUT ROWID;

-- A file that gave the same figure once more: it changed nothing, and what
-- else it said stands here.

CREATE TABLE confirmation (
    place INTEGER NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import (id),
    version INTEGER NOT NULL,
    value_text TEXT NOT NULL,
    origin_id INTEGER NOT NULL REFERENCES origin (id),
    line INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    note TEXT,
    PRIMARY KEY (place, import_id)
) STRICT, WITHOUT ROWID;

-- What a file declares to be missing. kind: enum fyp_missing_kind of
-- data/cleaning/missing.h.

CREATE TABLE gap (
    place INTEGER NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import (id),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
    value_text TEXT NOT NULL,
    origin_id INTEGER NOT NULL REFERENCES origin (id),
    line INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    note TEXT,
    PRIMARY KEY (place, import_id)
) STRICT, WITHOUT ROWID;

-- What was wrong with a file: rows that could not be used (blocking) and
-- rows to look at (question), with the raw text, the number of the message
-- (FYP-nnn), what it said and what to do. line 0: the whole file or sheet.

CREATE TABLE finding (
    import_id INTEGER NOT NULL REFERENCES import (id),
    number INTEGER NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('blocking', 'question')),
    sheet TEXT,
    line INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    raw TEXT NOT NULL,
    status INTEGER NOT NULL,
    text TEXT NOT NULL,
    cure TEXT NOT NULL,
    PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;

-- The same in words. Bits of a place, from the highest: 14 indicator, 8
-- year - 1900, 40 region, 1 basis. A region of 12 digits is its own number;
-- those of 6 digits follow from 1000000000000 on, those of 9 digits from
-- 1000001000000 on.

CREATE VIEW figure AS
SELECT indicator.code AS indicator, 1900 + ((place >> 41) & 255) AS year,
    CASE WHEN ((place >> 1) & 1099511627775) < 1000000000000
        THEN printf('%012d', ((place >> 1) & 1099511627775))
        WHEN ((place >> 1) & 1099511627775) < 1000001000000
        THEN printf('%06d', ((place >> 1) & 1099511627775) - 1000000000000)
        ELSE printf('%09d', ((place >> 1) & 1099511627775) - 1000001000000)
    END AS region,
    CASE place & 1 WHEN 1 THEN 'to_date' ELSE 'year' END AS basis,
    value, decimals, value_text, unit, numerator, denominator, price_basis,
    status, source, note, origin.import_id AS import_id, sheet, line, column_no,
    marks, normalised, version
FROM current_figure
JOIN origin ON origin.id = origin_id
JOIN indicator ON indicator.id = place >> 49;

CREATE VIEW figure_history AS
SELECT indicator.code AS indicator, 1900 + ((place >> 41) & 255) AS year,
    CASE WHEN ((place >> 1) & 1099511627775) < 1000000000000
        THEN printf('%012d', ((place >> 1) & 1099511627775))
        WHEN ((place >> 1) & 1099511627775) < 1000001000000
        THEN printf('%06d', ((place >> 1) & 1099511627775) - 1000000000000)
        ELSE printf('%09d', ((place >> 1) & 1099511627775) - 1000001000000)
    END AS region,
    CASE place & 1 WHEN 1 THEN 'to_date' ELSE 'year' END AS basis,
    value, decimals, value_text, unit, numerator, denominator, price_basis,
    status, source, note, origin.import_id AS import_id, sheet, line, column_no,
    marks, normalised, version, replaced_by
FROM earlier_figure
JOIN origin ON origin.id = origin_id
JOIN indicator ON indicator.id = place >> 49;

CREATE VIEW missing_figure AS
SELECT indicator.code AS indicator, 1900 + ((place >> 41) & 255) AS year,
    CASE WHEN ((place >> 1) & 1099511627775) < 1000000000000
        THEN printf('%012d', ((place >> 1) & 1099511627775))
        WHEN ((place >> 1) & 1099511627775) < 1000001000000
        THEN printf('%06d', ((place >> 1) & 1099511627775) - 1000000000000)
        ELSE printf('%09d', ((place >> 1) & 1099511627775) - 1000001000000)
    END AS region,
    CASE place & 1 WHEN 1 THEN 'to_date' ELSE 'year' END AS basis,
    kind, value_text, unit, status, source, note,
    origin.import_id AS import_id, sheet, line, column_no, marks
FROM gap
JOIN origin ON origin.id = origin_id
JOIN indicator ON indicator.id = place >> 49;

CREATE VIEW rejected_row AS
SELECT import_id, sheet, line, column_no, raw, status, text AS reason
FROM finding WHERE severity = 'blocking';

-- What a third party brought back, one row a file that was stored: it is an
-- import too, taken back like one, and never touches a figure. kind: a sample
-- that was drawn, recounts on the spot, answers of a survey. year: of the plan.
-- by_whom: who answers for it. sheet: NULL for text. Of sites: indicator,
-- margin, expected_share, population, seed (as text: 64 bits without a sign)
-- and generator. Of answers: the scale, and how many were invited where that
-- was told.

CREATE TABLE fieldwork (
    import_id INTEGER PRIMARY KEY REFERENCES import (id),
    kind TEXT NOT NULL CHECK (kind IN ('sites', 'recounts', 'answers')),
    plan TEXT NOT NULL,
    region TEXT NOT NULL,
    year INTEGER NOT NULL,
    by_whom TEXT NOT NULL,
    sheet TEXT,
    confidence REAL NOT NULL,
    indicator TEXT,
    margin REAL,
    expected_share REAL,
    population INTEGER,
    seed TEXT,
    generator TEXT,
    scale_low INTEGER,
    scale_high INTEGER,
    invited INTEGER
) STRICT;

-- The sites that were drawn, in the order of drawing.

CREATE TABLE drawn_site (
    import_id INTEGER NOT NULL REFERENCES fieldwork (import_id),
    draw INTEGER NOT NULL CHECK (draw >= 1),
    site TEXT NOT NULL,
    name TEXT NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (import_id, draw)
) STRICT, WITHOUT ROWID;

-- Recounts, in the order of the file. checked and confirmed: 0 and 0 where
-- they were not given.

CREATE TABLE recount (
    import_id INTEGER NOT NULL REFERENCES fieldwork (import_id),
    number INTEGER NOT NULL CHECK (number >= 1),
    indicator TEXT NOT NULL,
    site TEXT NOT NULL,
    reported REAL,
    recounted REAL,
    checked INTEGER NOT NULL CHECK (checked >= 0),
    confirmed INTEGER NOT NULL CHECK (confirmed BETWEEN 0 AND checked),
    line INTEGER NOT NULL,
    PRIMARY KEY (import_id, number),
    CHECK ((reported IS NULL) = (recounted IS NULL))
) STRICT, WITHOUT ROWID;

-- Answers of a survey, added up: no person is to be found here. answer: NULL
-- for those who were asked and did not say. line: where it first stood.

CREATE TABLE answer_count (
    import_id INTEGER NOT NULL REFERENCES fieldwork (import_id),
    number INTEGER NOT NULL CHECK (number >= 1),
    question TEXT NOT NULL,
    respondent_group TEXT,
    answer INTEGER,
    people INTEGER NOT NULL CHECK (people >= 1),
    line INTEGER NOT NULL,
    PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;
