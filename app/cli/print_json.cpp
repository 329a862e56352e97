// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_json.h"

#include <iostream>

namespace interweave {

void printJson(const Json& document)
{
    std::cout << jsonText(document) << '\n';
}

} // namespace interweave
