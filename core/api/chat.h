// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace interweave {

struct ChatMessage {
    std::string role; // "user", "assistant", …
    std::string content;
};

/// Makes a prompt the user's message in a conversation, which the model's own chat template turns
/// into the text that the model was trained on.
struct Chat {
    std::string system; // what the model is told first; empty: nothing
    std::vector<ChatMessage> earlier; // turns before the prompt
};

} // namespace interweave
