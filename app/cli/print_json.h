// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/json_values.h"

namespace interweave {

/// Prints the one JSON document of a command on stdout.
void printJson(const Json& document);

} // namespace interweave
