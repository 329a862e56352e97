// SPDX-License-Identifier: Apache-2.0
#include "core/store/schema.h"

namespace interweave {

const std::vector<std::string_view>& schemaSteps()
{
    static const std::vector<std::string_view> steps{R"sql(
CREATE TABLE runs(
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    created TEXT NOT NULL,
    folder TEXT NOT NULL,
    model TEXT NOT NULL,
    recipe TEXT NOT NULL,
    step INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    examples INTEGER NOT NULL,
    trained_parameters INTEGER NOT NULL,
    bad_steps INTEGER NOT NULL,
    error TEXT NOT NULL,
    notes TEXT NOT NULL DEFAULT '',
    deleted TEXT
);
CREATE TABLE tags(
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY(run, tag)
) WITHOUT ROWID;
CREATE TABLE series(
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE(run, name)
);
CREATE TABLE points(
    series INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY(series, step)
) WITHOUT ROWID;
)sql",
        R"sql(
ALTER TABLE runs ADD COLUMN model_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN data_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN adapter_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN gate_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN dtype TEXT NOT NULL DEFAULT '';
CREATE TABLE evaluations(
    id TEXT PRIMARY KEY,
    run TEXT REFERENCES runs(id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    model_hash TEXT NOT NULL,
    adapter_hash TEXT NOT NULL,
    gate_hash TEXT NOT NULL,
    device TEXT NOT NULL,
    dtype TEXT NOT NULL,
    step INTEGER,
    created TEXT NOT NULL,
    finished INTEGER NOT NULL DEFAULT 0,
    task TEXT NOT NULL,
    settings TEXT NOT NULL,
    branch TEXT NOT NULL,
    file TEXT NOT NULL DEFAULT '',
    rows INTEGER NOT NULL DEFAULT 0,
    max_new INTEGER NOT NULL DEFAULT 0,
    tokens INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0
);
CREATE INDEX evaluations_by_run ON evaluations(run, task);
CREATE TABLE scores(
    evaluation TEXT NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE,
    always_yes INTEGER NOT NULL,
    metric TEXT NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    interval TEXT NOT NULL,
    rows TEXT NOT NULL,
    UNIQUE(evaluation, always_yes, metric)
);
CREATE TABLE predictions(
    evaluation TEXT NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY(evaluation, row)
) WITHOUT ROWID;
CREATE TABLE samples(
    id TEXT PRIMARY KEY,
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    model_hash TEXT NOT NULL,
    adapter_hash TEXT NOT NULL,
    gate_hash TEXT NOT NULL,
    device TEXT NOT NULL,
    dtype TEXT NOT NULL,
    created TEXT NOT NULL,
    prompt TEXT NOT NULL,
    sampling TEXT NOT NULL
);
CREATE INDEX samples_by_run ON samples(run);
CREATE TABLE generations(
    sample TEXT NOT NULL REFERENCES samples(id) ON DELETE CASCADE,
    branch TEXT NOT NULL,
    generation TEXT NOT NULL,
    PRIMARY KEY(sample, branch)
) WITHOUT ROWID;
CREATE TABLE traces(
    sample TEXT PRIMARY KEY REFERENCES samples(id) ON DELETE CASCADE,
    trace TEXT NOT NULL
) WITHOUT ROWID;
)sql",
        R"sql(
ALTER TABLE evaluations ADD COLUMN suite TEXT NOT NULL DEFAULT '';
)sql",
        R"sql(
ALTER TABLE evaluations ADD COLUMN blend TEXT NOT NULL DEFAULT '';
ALTER TABLE evaluations ADD COLUMN blend_tuned REAL NOT NULL DEFAULT 1;
)sql"};
    return steps;
}

} // namespace interweave
