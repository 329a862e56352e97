// SPDX-License-Identifier: Apache-2.0
#include "core/data/conversation_turns.h"

namespace interweave {

namespace {

/// Where each turn begins, in the list of messages.
std::vector<size_t> turnStarts(const std::vector<Message>& messages)
{
    size_t i = 0;
    while (i < messages.size() && messages[i].role == "system")
        ++i;
    std::vector<size_t> starts;
    bool userSpoke = false;
    for (; i < messages.size(); ++i) {
        const bool user = messages[i].role == "user";
        if (starts.empty() || (user && userSpoke))
            starts.push_back(i);
        userSpoke = userSpoke || user;
    }
    return starts;
}

} // namespace

int64_t countTurns(const std::vector<Message>& messages)
{
    return static_cast<int64_t>(turnStarts(messages).size());
}

std::vector<Message> withoutOldestTurns(const std::vector<Message>& messages, int64_t count)
{
    if (count == 0)
        return messages;
    const std::vector<size_t> starts = turnStarts(messages);
    const auto dropped = static_cast<size_t>(count);
    const auto begin = messages.begin();
    const auto offset = [](size_t i) { return static_cast<std::ptrdiff_t>(i); };
    std::vector<Message> kept(begin, begin + offset(starts.at(0)));
    if (dropped < starts.size())
        kept.insert(kept.end(), begin + offset(starts[dropped]), messages.end());
    return kept;
}

} // namespace interweave
