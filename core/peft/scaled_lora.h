// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace interweave {

/// Writes a LoRA folder whose change is `factor` times that of the folder `source`: B and its bias
/// are scaled, all else is copied. `folder` appears whole or not at all and must not exist. Throws
/// Error{Unsupported} for a folder of another method or with DoRA, whose change does not scale with
/// B; Error{InvalidArgument, NotFound, CorruptData, Io}.
void writeScaledLora(
    const std::filesystem::path& source, double factor, const std::filesystem::path& folder);

} // namespace interweave
