// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace interweave {

/// True when `name`, found in an index, an adapter or a hub listing, names a file directly in its
/// folder on every system: no separator, drive, "..", control character, reserved device name,
/// trailing dot or space; 1 to 255 bytes.
bool isPlainFileName(std::string_view name);

/// `folder / name` for a name that is plain. Links are followed only where they end inside the
/// folder, or in the blobs of the hub cache the folder is a snapshot of (its repository's own or
/// those that repositories share). Throws Error{CorruptData, where} for a name that is not plain or
/// a link that leads out.
std::filesystem::path fileInFolder(
    const std::filesystem::path& folder, const std::string& name, const std::string& where);

} // namespace interweave
