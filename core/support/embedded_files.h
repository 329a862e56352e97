// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

namespace interweave {

/// A file of resources/ compiled into the program (listed in embedded_files.cmake).
struct EmbeddedFile {
    std::string_view name; // relative to resources, e.g. "tiny/suite.yaml"
    std::string_view bytes;
};

std::span<const EmbeddedFile> embeddedFiles();
/// Null for another name.
const EmbeddedFile* findEmbedded(std::string_view name);

/// Writes the files whose names start with `prefix` into `folder`, under the rest of their names;
/// one that is there as it is stays untouched. Throws Error{Io}.
void unpackEmbedded(std::string_view prefix, const std::filesystem::path& folder);

} // namespace interweave
