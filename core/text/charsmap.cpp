// SPDX-License-Identifier: Apache-2.0
#include "core/text/charsmap.h"

#include "core/support/error.h"
#include "core/text/utf8.h"

#include <cstring>

namespace interweave {

namespace {

/// A unit of a double array: the label of the edge that leads here, and where the children lie.
struct Unit {
    uint32_t bits;

    bool hasValue() const { return (bits >> 8) & 1; }
    uint32_t value() const { return bits & 0x7FFFFFFF; } // of the unit a valued one points at
    uint32_t label() const
    {
        return bits & 0x800000FF;
    } // never a byte for a unit that holds a value
    uint32_t offset() const { return (bits >> 10) << ((bits & 0x200) >> 6); }
};

[[noreturn]] void fail(const std::string& where, const std::string& what)
{
    throw Error(ErrorCode::CorruptData, where, "precompiled_charsmap: " + what);
}

/// Follows every path that some text could take.
void checkTrie(
    const std::vector<uint32_t>& units, std::string_view results, const std::string& where)
{
    const auto childrenOf = [&](uint32_t index) {
        const uint32_t base = index ^ Unit { units[index] }.offset();
        if ((base | 0xFF)
            >= units.size()) // a child lies at base ^ byte, read before its label is compared
            fail(where, "the trie leads out of the table");
        return base;
    };
    std::vector<bool> seen(units.size());
    std::vector<uint32_t> bases = {childrenOf(0)};
    while (!bases.empty()) {
        const uint32_t base = bases.back();
        bases.pop_back();
        for (uint32_t byte = 0; byte < 256; ++byte) {
            const uint32_t child = base ^ byte;
            if (Unit{units[child]}.label() != byte || seen[child])
                continue;
            seen[child] = true;
            bases.push_back(childrenOf(child));
            if (!Unit{units[child]}.hasValue())
                continue;
            const uint32_t value = Unit{units[bases.back()]}.value();
            if (value >= results.size())
                fail(where, "a result lies outside the table");
            if ((static_cast<uint8_t>(results[value]) & 0xC0) == 0x80)
                fail(where, "a result starts inside a character");
        }
    }
}

} // namespace

Charsmap::Charsmap(std::string_view table, const std::string& where)
{
    if (table.empty())
        return;
    uint32_t trieBytes = 0;
    if (table.size() < sizeof trieBytes)
        fail(where, "too short");
    std::memcpy(&trieBytes, table.data(), sizeof trieBytes);
    table.remove_prefix(sizeof trieBytes);
    if (trieBytes == 0 || trieBytes % sizeof(uint32_t) != 0 || trieBytes >= table.size())
        fail(where,
            "a trie of " + std::to_string(trieBytes) + " bytes in " + std::to_string(table.size()));
    m_results = table.substr(trieBytes);
    if (m_results.back() != '\0' || !isValidUtf8(m_results))
        fail(where, "the results are not text that ends with NUL");
    m_units.resize(trieBytes / sizeof(uint32_t));
    std::memcpy(m_units.data(), table.data(), trieBytes);
    checkTrie(m_units, m_results, where);
}

std::optional<std::string_view> Charsmap::find(std::string_view text) const
{
    if (m_units.empty())
        return std::nullopt;
    uint32_t base = Unit{m_units[0]}.offset();
    for (const char character : text) {
        const auto byte = static_cast<uint8_t>(character);
        const uint32_t child = base ^ byte;
        const Unit unit{m_units[child]};
        if (byte == 0 || unit.label() != byte)
            return std::nullopt;
        base = child ^ unit.offset();
        if (unit.hasValue()) {
            const char* result = m_results.data() + Unit{m_units[base]}.value();
            return std::string_view(result); // ends with NUL
        }
    }
    return std::nullopt;
}

} // namespace interweave
