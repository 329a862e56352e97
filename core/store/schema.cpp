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
)sql"};
    return steps;
}

} // namespace interweave
