// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace interweave {

/// Where runs are kept: $INTERWEAVE_HOME, else $XDG_DATA_HOME/interweave, else
/// ~/.local/share/interweave. Throws Error{NotFound} when none of these variables nor HOME is set.
std::filesystem::path workspaceFolder();

} // namespace interweave
