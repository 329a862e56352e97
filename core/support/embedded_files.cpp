// SPDX-License-Identifier: Apache-2.0
#include "core/support/embedded_files.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <algorithm>

namespace interweave {

namespace {

bool isThere(const std::filesystem::path& path, std::string_view bytes)
{
    std::error_code unknown;
    return std::filesystem::file_size(path, unknown) == bytes.size() && !unknown
        && readFile(path) == bytes;
}

} // namespace

const EmbeddedFile* findEmbedded(std::string_view name)
{
    const auto files = embeddedFiles();
    const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
    return found == files.end() ? nullptr : &*found;
}

void unpackEmbedded(std::string_view prefix, const std::filesystem::path& folder)
{
    for (const EmbeddedFile& file : embeddedFiles()) {
        if (!file.name.starts_with(prefix))
            continue;
        const std::filesystem::path path = folder / file.name.substr(prefix.size());
        std::error_code failure;
        std::filesystem::create_directories(path.parent_path(), failure);
        if (failure)
            throw Error(ErrorCode::Io, path.parent_path().string(), failure.message());
        if (!isThere(path, file.bytes))
            writeFileAtomically(path, file.bytes);
    }
}

} // namespace interweave
