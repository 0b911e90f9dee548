-- Masters, figures and registers. Ids are drawn at random (store/ids.py) or fixed by presets, never SQLite's own;
-- 0 stands for "absent" in keys, since the session extension skips rows with NULL in their key.

CREATE TABLE council (
    id INTEGER PRIMARY KEY NOT NULL,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    start_month INTEGER NOT NULL CHECK (start_month BETWEEN 1 AND 12),
    rounding TEXT NOT NULL CHECK (rounding IN ('四捨五入', '切捨て', '切上げ')),
    rate_decimals INTEGER NOT NULL CHECK (rate_decimals BETWEEN 0 AND 3),
    signed_differences INTEGER NOT NULL CHECK (signed_differences IN (0, 1)),
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE axis (
    id INTEGER PRIMARY KEY NOT NULL,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    open_list INTEGER NOT NULL CHECK (open_list IN (0, 1)),
    addable INTEGER NOT NULL CHECK (addable IN (0, 1)),
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE council_axis (
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    axis_id INTEGER NOT NULL REFERENCES axis (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (council_id, axis_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
    id INTEGER PRIMARY KEY NOT NULL,
    axis_id INTEGER NOT NULL REFERENCES axis (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    parent_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    UNIQUE (axis_id, code)
) STRICT;

CREATE TABLE member_kind (
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind <> ''),
    PRIMARY KEY (member_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE member_earlier_name (
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    last_year INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (member_id, last_year)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (
    id INTEGER PRIMARY KEY NOT NULL,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    unit TEXT NOT NULL,
    parent_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 3),
    more_is_better INTEGER NOT NULL CHECK (more_is_better IN (0, 1)),
    formula TEXT NOT NULL,
    total_label TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    UNIQUE (council_id, code)
) STRICT;

-- Other names of a member or an indicator, with who accepted them and when (from an import's question).
CREATE TABLE alias (
    target TEXT NOT NULL CHECK (target IN ('member', 'indicator', 'measure')),
    target_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    step_id INTEGER NOT NULL,
    PRIMARY KEY (target, target_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE constant (
    id INTEGER PRIMARY KEY NOT NULL,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    unit TEXT NOT NULL,
    thousandths INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    UNIQUE (council_id, name, valid_from)
) STRICT;

CREATE TABLE series (
    id INTEGER PRIMARY KEY NOT NULL,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    indicator_id INTEGER NOT NULL REFERENCES indicator (id) ON DELETE CASCADE,
    measure TEXT NOT NULL CHECK (measure <> ''),
    variant TEXT NOT NULL,
    keeping TEXT NOT NULL CHECK (keeping IN ('年度', '月次', '累計', '時点')),
    totalling TEXT NOT NULL CHECK (totalling IN ('合計', '計算式', '合計しない')),
    rounding TEXT CHECK (rounding IN ('四捨五入', '切捨て', '切上げ')),
    unit TEXT NOT NULL,
    source_note TEXT NOT NULL,
    UNIQUE (indicator_id, measure, variant)
) STRICT;

-- One row per breakdown of a series: axis ids ascending, 0 when absent; (0, 0) is "only a total".
CREATE TABLE series_breakdown (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    axis1_id INTEGER NOT NULL,
    axis2_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (series_id, axis1_id, axis2_id)
) STRICT, WITHOUT ROWID;

-- What a revision of a 目標 is called, when and why it was made; 0 is 当初.
CREATE TABLE target_version (
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 0),
    decided_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (council_id, year, version)
) STRICT, WITHOUT ROWID;

-- The key is the meaning of a figure, the same in every office's book. thousandths NULL: 該当なし; no row: 未報告.
CREATE TABLE fact (
    series_id INTEGER NOT NULL REFERENCES series (id),
    start TEXT NOT NULL CHECK (start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    end TEXT NOT NULL CHECK (end GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND start <= end),
    period_kind TEXT NOT NULL CHECK (period_kind IN ('span', 'as_of')),
    version INTEGER NOT NULL CHECK (version >= 0),
    role TEXT NOT NULL CHECK (role IN ('own', 'published')),
    member1_id INTEGER NOT NULL,
    member2_id INTEGER NOT NULL,
    thousandths INTEGER,
    status TEXT NOT NULL CHECK (status IN ('速報', '確定', '概数')),
    note TEXT NOT NULL,
    step_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    original TEXT NOT NULL,
    PRIMARY KEY (series_id, start, end, period_kind, version, role, member1_id, member2_id)
) STRICT, WITHOUT ROWID;

-- What colleagues wrote about a figure. The key is the fact's; the comment stays when the figure is cleared.
CREATE TABLE fact_comment (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    start TEXT NOT NULL,
    end TEXT NOT NULL,
    period_kind TEXT NOT NULL CHECK (period_kind IN ('span', 'as_of')),
    member1_id INTEGER NOT NULL,
    member2_id INTEGER NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    step_id INTEGER NOT NULL,
    PRIMARY KEY (series_id, start, end, period_kind, member1_id, member2_id)
) STRICT, WITHOUT ROWID;

-- Files that were imported. sha256 tells a file that comes twice.
CREATE TABLE import_file (
    id INTEGER PRIMARY KEY NOT NULL,
    step_id INTEGER NOT NULL,
    imported_at TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    same INTEGER NOT NULL,
    skipped INTEGER NOT NULL
) STRICT;

-- Remembered answers to an import's questions.
CREATE TABLE import_answer (
    question TEXT NOT NULL,
    choice TEXT NOT NULL,
    step_id INTEGER NOT NULL,
    PRIMARY KEY (question)
) STRICT, WITHOUT ROWID;

-- Confirmed (確定) months and years of a council; month 0 is the whole year.
CREATE TABLE confirmed_period (
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 0 AND 12),
    step_id INTEGER NOT NULL,
    PRIMARY KEY (council_id, year, month)
) STRICT, WITHOUT ROWID;

-- Every 確定 that was taken back, with the reason; who and when is the step's.
CREATE TABLE confirmation_taken_back (
    id INTEGER PRIMARY KEY NOT NULL,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 0 AND 12),
    reason TEXT NOT NULL CHECK (reason <> ''),
    step_id INTEGER NOT NULL
) STRICT;

CREATE TABLE form (
    id INTEGER PRIMARY KEY NOT NULL,
    code TEXT NOT NULL UNIQUE,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    title TEXT NOT NULL CHECK (title <> ''),
    purpose TEXT NOT NULL,
    breakdown TEXT NOT NULL,
    unit TEXT NOT NULL,
    landscape INTEGER NOT NULL CHECK (landscape IN (0, 1)),
    notes TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE form_stub (
    form_id INTEGER NOT NULL REFERENCES form (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (form_id, position)
) STRICT, WITHOUT ROWID;

-- Indicators over which the columns of a form are repeated, each a header group.
CREATE TABLE form_indicator (
    form_id INTEGER NOT NULL REFERENCES form (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES indicator (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    PRIMARY KEY (form_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE form_row (
    form_id INTEGER NOT NULL REFERENCES form (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    axis_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    member_kind TEXT NOT NULL,
    subtotal_kinds TEXT NOT NULL,
    indicator_id INTEGER NOT NULL,
    variant TEXT,
    mark TEXT NOT NULL,
    label TEXT NOT NULL,
    level INTEGER NOT NULL,
    emphasis TEXT NOT NULL,
    total_first INTEGER NOT NULL CHECK (total_first IN (0, 1)),
    note TEXT NOT NULL,
    PRIMARY KEY (form_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE form_column (
    form_id INTEGER NOT NULL REFERENCES form (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    header_group TEXT NOT NULL,
    label TEXT NOT NULL,
    indicator_id INTEGER NOT NULL,
    measure TEXT NOT NULL,
    variant TEXT NOT NULL,
    period TEXT NOT NULL,
    year_shift INTEGER NOT NULL,
    version INTEGER,
    expression TEXT NOT NULL,
    kind TEXT NOT NULL,
    decimals INTEGER,
    scale INTEGER NOT NULL CHECK (scale > 0),
    rounding TEXT CHECK (rounding IN ('四捨五入', '切捨て', '切上げ')),
    unit TEXT NOT NULL,
    unit_in_cell INTEGER NOT NULL CHECK (unit_in_cell IN (0, 1)),
    signed INTEGER NOT NULL CHECK (signed IN (0, 1)),
    entry INTEGER NOT NULL CHECK (entry IN (0, 1)),
    width INTEGER NOT NULL,
    PRIMARY KEY (form_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE officer (
    id INTEGER PRIMARY KEY NOT NULL,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    capacity TEXT NOT NULL,
    organisation TEXT NOT NULL,
    name TEXT NOT NULL,
    reading TEXT NOT NULL,
    title TEXT NOT NULL,
    term_from TEXT NOT NULL,
    term_to TEXT NOT NULL,
    contact TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX officer_by_year ON officer (council_id, year, position);

-- How many seats a role (and capacity) has, for vacancies and surpluses.
CREATE TABLE roster_seat (
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    capacity TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats >= 0),
    position INTEGER NOT NULL,
    PRIMARY KEY (council_id, role, capacity)
) STRICT, WITHOUT ROWID;

-- date_text is what was typed; start_date/end_date are its range, '' when no range follows from it.
CREATE TABLE meeting (
    id INTEGER PRIMARY KEY NOT NULL,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    block_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    date_text TEXT NOT NULL,
    start_date TEXT NOT NULL,
    end_date TEXT NOT NULL,
    date_precision TEXT NOT NULL,
    start_time TEXT NOT NULL,
    end_time TEXT NOT NULL,
    venue TEXT NOT NULL,
    way TEXT NOT NULL,
    attendance INTEGER,
    status TEXT NOT NULL CHECK (status IN ('planned', 'held', 'cancelled')),
    note TEXT NOT NULL
) STRICT;

CREATE INDEX meeting_by_year ON meeting (council_id, year, start_date);

CREATE TABLE agenda_item (
    meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    speaker TEXT NOT NULL,
    PRIMARY KEY (meeting_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign (
    id INTEGER PRIMARY KEY NOT NULL,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    lane TEXT NOT NULL,
    label TEXT NOT NULL,
    start_date TEXT NOT NULL,
    end_date TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

-- Counts that follow from entries: organisation × date × kind × persons (学習会, 要請行動, 協定 …).
-- member_id 0: an organisation that is on no axis. start_date '': no day is known, so the entry isn't counted yet.
CREATE TABLE activity (
    id INTEGER PRIMARY KEY NOT NULL,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    organisation TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    date_text TEXT NOT NULL,
    start_date TEXT NOT NULL,
    end_date TEXT NOT NULL,
    persons INTEGER CHECK (persons >= 0),
    note TEXT NOT NULL
) STRICT;

CREATE INDEX activity_by_year ON activity (council_id, year, start_date);

-- Series whose figures are counted from the activities of a kind ('' : of every kind) and so are never typed.
CREATE TABLE counted_series (
    series_id INTEGER PRIMARY KEY NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    counting TEXT NOT NULL CHECK (counting IN ('回数', '人数', '団体数'))
) STRICT;

-- Settings of the office that belong to the book (name of the office, sample mark …).
CREATE TABLE book_setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;
