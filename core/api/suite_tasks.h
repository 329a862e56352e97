// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace interweave {

/// The optional tasks of a suite (core/eval/suite.h) that an evaluation will leave out, since their
/// files are not in `data`. Throws Error as the evaluation would.
std::vector<std::string> tasksLeftOut(const std::string& suite, const std::string& data);

} // namespace interweave
