// SPDX-License-Identifier: Apache-2.0
#include "core/train/workspace.h"

#include "core/support/error.h"

#include <cstdlib>

namespace interweave {

namespace fs = std::filesystem;

namespace {

fs::path fromEnvironment(const char* variable)
{
    const char* const value = std::getenv(variable);
    return value ? fs::path(value) : fs::path();
}

} // namespace

fs::path workspaceFolder()
{
    if (const fs::path home = fromEnvironment("INTERWEAVE_HOME"); !home.empty())
        return fs::absolute(home);
    // The XDG specification asks to ignore relative paths.
    if (const fs::path data = fromEnvironment("XDG_DATA_HOME"); data.is_absolute())
        return data / "interweave";
    if (const fs::path home = fromEnvironment("HOME"); !home.empty())
        return home / ".local/share/interweave";
    throw Error(ErrorCode::NotFound, "INTERWEAVE_HOME",
        "is not set, and neither is HOME: there is no place to keep runs");
}

} // namespace interweave
