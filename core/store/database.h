// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <exception>
#include <filesystem>
#include <string_view>
#include <vector>

namespace interweave {

/// Opens an SQLite database in WAL mode with foreign keys, waiting up to five seconds for another
/// writer, and takes it through the schema's steps to the newest version. A database that has
/// something to lose is copied to "<file>.v<version>.bak" first; a step is done whole or not at
/// all. Throws Error: CorruptData for a file that is no database or a damaged one (it is left as it
/// is), Unsupported for one of a newer program or on a network file system, Io.
SQLite::Database openDatabase(
    const std::filesystem::path& file, const std::vector<std::string_view>& steps);

/// What SQLite threw, as Error{CorruptData, Io} naming the file.
[[noreturn]] void rethrowFromSqlite(
    const SQLite::Exception& failure, const std::filesystem::path& file);

} // namespace interweave
