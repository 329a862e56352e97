// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace interweave {

/// A recipe that comes with the program, to start from.
struct Preset {
    std::string id;
    std::string title; // English; the window translates
    std::string description;
    std::string recipe; // file
    bool needsModel = false; // names none
    bool needsData = false;
};

/// Writes the embedded recipes into <workspace>/presets and the demonstration beside them, in place
/// of what is there. The demonstration's come first. Throws Error{Io}.
std::vector<Preset> unpackPresets(const std::filesystem::path& workspace);

} // namespace interweave
