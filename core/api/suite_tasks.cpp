// SPDX-License-Identifier: Apache-2.0
#include "core/api/suite_tasks.h"

#include "core/api/guarded.h"
#include "core/eval/suite.h"

namespace interweave {

std::vector<std::string> tasksLeftOut(const std::string& suite, const std::string& data)
{
    return guarded([&] { return readSuite(suite, data).leftOut; });
}

} // namespace interweave
