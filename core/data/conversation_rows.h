// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/data_rows.h"
#include "core/data/json_lines.h"

namespace interweave {

/// The rows of a conversation in "messages" ({"role", "content"}) or "conversations" ({"from",
/// "value"}, where "human" is the user and "gpt" the assistant): one for each of the assistant's
/// messages, with all that comes before it. Throws Error{CorruptData} with file:line for messages
/// of another shape and for a conversation in which the assistant answers nothing.
std::vector<DataRow> conversationRows(const JsonLine& record);

} // namespace interweave
