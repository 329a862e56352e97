// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace interweave {

/// The embedded default (resources/tiny) on disk: a small model that knows some things, a task it
/// does not know, recipes that teach it, and a suite that measures both.
struct Demonstration {
    std::string loraRecipe; // plain LoRA, which forgets
    std::string imsmRecipe; // the same with the gate
    std::string suite;
    std::string newTask; // the suite's name of what is learned
};

/// Writes it into <workspace>/demonstration, in place of what is there. Throws Error{Io}.
Demonstration unpackDemonstration(const std::filesystem::path& workspace);

} // namespace interweave
