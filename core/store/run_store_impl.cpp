// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_store_impl.h"

#include "core/store/schema.h"
#include "core/support/error.h"

#include <random>

namespace interweave {

namespace fs = std::filesystem;

namespace {

fs::path databaseFile(const fs::path& workspace)
{
    std::error_code none; // opening says it better
    fs::create_directories(workspace, none);
    return workspace / "interweave.db";
}

} // namespace

RunStore::Impl::Impl(const fs::path& workspace)
    : file(databaseFile(workspace))
    , database(openDatabase(file, schemaSteps()))
{
}

void RunStore::Impl::requireRun(const std::string& run)
{
    if (!prepared("SELECT 1 FROM runs WHERE id = ?", run).executeStep())
        throw Error(ErrorCode::NotFound, run, "is no run of " + file.string());
}

int64_t RunStore::Impl::seriesId(const std::string& run, const std::string& name)
{
    prepared("INSERT OR IGNORE INTO series(run, name) VALUES(?, ?)", run, name).exec();
    SQLite::Statement found
        = prepared("SELECT id FROM series WHERE run = ? AND name = ?", run, name);
    found.executeStep();
    return found.getColumn(0).getInt64();
}

std::string newStoreId()
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::random_device device;
    std::string id(16, '0');
    for (char& digit : id)
        digit = kDigits[device() % 16];
    return id;
}

} // namespace interweave
