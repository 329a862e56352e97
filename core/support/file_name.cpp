// SPDX-License-Identifier: Apache-2.0
#include "core/support/file_name.h"

#include "core/support/error.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr size_t kMaxNameBytes = 255;

bool isDeviceName(std::string_view name)
{
    std::string stem(name.substr(0, name.find('.')));
    std::transform(stem.begin(), stem.end(), stem.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    });
    constexpr std::array kDevices = {"CON", "PRN", "AUX", "NUL"};
    if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end())
        return true;
    return stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT"))
        && stem[3] >= '0' && stem[3] <= '9';
}

bool isWithin(const fs::path& path, const fs::path& folder)
{
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first
        == folder.end();
}

/// Whether `target` is where a snapshot of the hub cache (cache/models--x/snapshots/revision) keeps
/// its contents: in the blobs of the repository, or in those that repositories of the cache share.
bool isBlobOf(const fs::path& folder, const fs::path& target)
{
    const fs::path snapshots = folder.parent_path();
    const fs::path repository = snapshots.parent_path();
    return snapshots.filename() == "snapshots"
        && (isWithin(target, repository / "blobs")
            || isWithin(target, repository.parent_path() / "blobs"));
}

/// The name in quotes with its control characters and broken UTF-8 made visible.
std::string printable(const std::string& name)
{
    return nlohmann::json(name).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

} // namespace

bool isPlainFileName(std::string_view name)
{
    if (name.empty() || name.size() > kMaxNameBytes)
        return false;
    if (name.back() == '.' || name.back() == ' ' || isDeviceName(name)) // covers "." and ".."
        return false;
    return std::none_of(name.begin(), name.end(), [](unsigned char c) {
        return c < 0x20 || c == 0x7f
            || std::string_view("/\\:*?\"<>|").find(char(c)) != std::string_view::npos;
    });
}

fs::path fileInFolder(const fs::path& folder, const std::string& name, const std::string& where)
{
    if (!isPlainFileName(name))
        throw Error(ErrorCode::CorruptData, where, printable(name) + " is not a plain file name");
    const fs::path path = folder / name;
    std::error_code failure;
    if (!fs::is_symlink(path, failure))
        return path;
    const fs::path home = fs::weakly_canonical(folder, failure);
    const fs::path target = fs::weakly_canonical(path, failure);
    if (!isWithin(target, home) && !isBlobOf(home, target))
        throw Error(ErrorCode::CorruptData, where,
            printable(name) + " is a link that leads out of its folder, to " + target.string());
    return path;
}

} // namespace interweave
