// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace interweave {

/// Where the memories of frozen branches outlive a run, for every later one to find. A set is all
/// that decides their bits but the row itself (weights, adapter, number type, device); a row is
/// known by its tokens. Losing anything of it costs time and nothing else, so that no method
/// throws. One thread.
class MemoryArchive {
public:
    virtual ~MemoryArchive() = default;

    /// What add was given, or nothing. Trust it after a check only: the file may be anybody's.
    virtual std::optional<std::string> find(const std::string& set, const std::string& row) = 0;
    virtual void add(const std::string& set, const std::string& row, std::string bytes) = 0;
    /// The set's rows are not what they should be: none of them is found again.
    virtual void forget(const std::string& set) = 0;
};

} // namespace interweave
