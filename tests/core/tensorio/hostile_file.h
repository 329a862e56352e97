// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/support/error.h"

#include <filesystem>
#include <functional>
#include <string>

#include <QString>

namespace interweave::testing {

/// Where thousands of small files are written fast: a name pattern for QTemporaryDir, in memory
/// where the system has it.
QString fastFolderPattern();

/// The message of the Error that opening `content` as a file throws; "" when none is thrown.
/// Anything but an Error passes through and fails the test.
std::string openingError(const std::string& content, const std::filesystem::path& file,
    const std::function<void(const std::filesystem::path&)>& open);

/// Opens every truncation of `valid` and `mutations` seeded damaged copies (flipped bytes, extreme
/// numbers, removed and doubled pieces). Returns how many were accepted; a crash or a foreign
/// exception is the caller's failure.
struct HostileCount {
    int truncationsAccepted = 0;
    int mutationsAccepted = 0;
};
HostileCount openDamaged(const std::string& valid, int mutations, uint64_t seed,
    const std::filesystem::path& file,
    const std::function<void(const std::filesystem::path&)>& open);

} // namespace interweave::testing
