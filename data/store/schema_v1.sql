-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The store, version 1, as stores made before version 2 have it, word for
-- word: migrate.c brings them up to date. Never to be changed.

-- Files that were taken in. The counts add up: row_count = added + changed
-- + same + rejected. Times are UTC.

CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    imported_at TEXT NOT NULL,
    row_count INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    same INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The current figure of every place (indicator, year, region, basis), with
-- the row that it came from. decimals: digits after the point as written;
-- value_text: the cell as written, empty where the value was computed.

CREATE TABLE figure (
    indicator TEXT NOT NULL,
    year INTEGER NOT NULL,
    region TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('year', 'to_date')),
    value REAL NOT NULL,
    decimals INTEGER NOT NULL,
    value_text TEXT NOT NULL,
    unit TEXT,
    numerator REAL,
    denominator REAL,
    price_basis TEXT CHECK (price_basis IN ('nominal', 'real')),
    status TEXT,
    source TEXT NOT NULL,
    note TEXT,
    import_id INTEGER NOT NULL REFERENCES import (id),
    line INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    PRIMARY KEY (indicator, year, region, basis)
) STRICT, WITHOUT ROWID;

-- What figures were before, and which import replaced them.

CREATE TABLE figure_history (
    indicator TEXT NOT NULL,
    year INTEGER NOT NULL,
    region TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('year', 'to_date')),
    value REAL NOT NULL,
    decimals INTEGER NOT NULL,
    value_text TEXT NOT NULL,
    unit TEXT,
    numerator REAL,
    denominator REAL,
    price_basis TEXT CHECK (price_basis IN ('nominal', 'real')),
    status TEXT,
    source TEXT NOT NULL,
    note TEXT,
    import_id INTEGER NOT NULL REFERENCES import (id),
    line INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    replaced_by INTEGER NOT NULL REFERENCES import (id),
    PRIMARY KEY (indicator, year, region, basis, version)
) STRICT, WITHOUT ROWID;

-- Rows that could not be used: the raw text, the number of the message
-- (FYP-nnn) and what it said.

CREATE TABLE rejected_row (
    import_id INTEGER NOT NULL REFERENCES import (id),
    line INTEGER NOT NULL,
    raw TEXT NOT NULL,
    status INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (import_id, line)
) STRICT, WITHOUT ROWID;
