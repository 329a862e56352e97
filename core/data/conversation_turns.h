// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/data_rows.h"

namespace interweave {

/// A turn is a message of the user with all that follows it up to the user's next; what others say
/// before the user's first message belongs to the first turn. The system's messages at the
/// beginning belong to none.
int64_t countTurns(const std::vector<Message>& messages);

/// A conversation without its `count` oldest turns, at most countTurns of them.
std::vector<Message> withoutOldestTurns(const std::vector<Message>& messages, int64_t count);

} // namespace interweave
