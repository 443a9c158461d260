-- What was measured of each picture, and by which its like is found.

CREATE TABLE material_facts (
    material_id TEXT PRIMARY KEY NOT NULL REFERENCES materials (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    facts TEXT NOT NULL,
    phash TEXT NOT NULL,
    measured_ms BIGINT NOT NULL
);

CREATE INDEX material_facts_phash ON material_facts (phash);

-- The four quarters of each perceptual hash: band is the quarter's number times 65536 plus its value. Hashes that differ
-- in few bits share a quarter or nearly do.
CREATE TABLE material_bands (
    slug TEXT NOT NULL,
    band BIGINT NOT NULL,
    material_id TEXT NOT NULL REFERENCES materials (id) ON DELETE CASCADE,
    PRIMARY KEY (slug, band, material_id)
);

CREATE INDEX material_bands_material ON material_bands (material_id);
