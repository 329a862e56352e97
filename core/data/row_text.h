// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/data_rows.h"

#include <string>

namespace interweave {

/// A row's prompt as text without any model's marks: of a conversation, what each has said, a line
/// each. Empty for a text to learn as a whole.
inline std::string promptText(const DataRow& row)
{
    std::string text = row.input;
    for (const Message& message : row.conversation)
        text += message.role + ": " + message.content + "\n";
    return text;
}

} // namespace interweave
