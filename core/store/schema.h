// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace interweave {

/// The store's tables, as steps from one version to the next: entry i takes a database of version i
/// to version i + 1. Steps are only ever added. SCHEMA.md says the same in words, for readers.
const std::vector<std::string_view>& schemaSteps();

} // namespace interweave
