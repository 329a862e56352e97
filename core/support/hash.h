// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace interweave {

/// 64-bit content hash of bytes (FNV-1a over 8-byte words, finished with a mixing step): tells
/// contents apart, proves nothing against an adversary.
class Hasher {
public:
    void add(const void* data, size_t bytes);
    void add(std::string_view text) { add(text.data(), text.size()); }
    void add(uint64_t value);

    uint64_t value() const;
    /// Sixteen hexadecimal digits.
    std::string hex() const;

private:
    uint64_t m_state = 0xcbf29ce484222325ULL;
};

} // namespace interweave
