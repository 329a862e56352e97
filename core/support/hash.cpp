// SPDX-License-Identifier: Apache-2.0
#include "core/support/hash.h"

#include "core/support/random.h"

#include <cstdio>
#include <cstring>

namespace interweave {

void Hasher::add(uint64_t value)
{
    constexpr uint64_t kPrime = 0x100000001b3ULL;
    m_state = (m_state ^ mixBits(value)) * kPrime;
}

void Hasher::add(const void* data, size_t bytes)
{
    const char* next = static_cast<const char*>(data);
    add(static_cast<uint64_t>(bytes)); // so that two pieces never hash like their concatenation
    for (; bytes >= 8; bytes -= 8, next += 8) {
        uint64_t word;
        std::memcpy(&word, next, 8);
        add(word);
    }
    uint64_t rest = 0;
    std::memcpy(&rest, next, bytes);
    add(rest);
}

uint64_t Hasher::value() const
{
    return mixBits(m_state);
}

std::string Hasher::hex() const
{
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value()));
    return text;
}

} // namespace interweave
