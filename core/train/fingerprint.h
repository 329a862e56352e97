// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace interweave {

/// Content hash of a file, sixteen hexadecimal digits. Throws Error{NotFound, Io}.
std::string fileHash(const std::filesystem::path& path);

/// Tells models apart without reading them whole: sizes of the weight files and 64 samples of each.
/// path: a model folder or a file. Throws Error{NotFound, Io}.
std::string modelFingerprint(const std::filesystem::path& path);

} // namespace interweave
