-- What the organizer's and the site's names are found by when they are typed by pinyin: a line for each, every reading.
-- initials and pinyin have the readings that are in use, rare those that only the dictionary has.
-- form says which build's rules made it; what others made is made anew at the start.
CREATE TABLE case_search (
    case_id TEXT PRIMARY KEY NOT NULL REFERENCES cases (id),
    form BIGINT NOT NULL,
    initials TEXT NOT NULL,
    rare TEXT NOT NULL,
    pinyin TEXT NOT NULL
);
