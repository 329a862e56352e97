// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace interweave {

class TokenStore;

/// Examples in the order in which they were added, their token ids in a TokenStore, which may be a
/// file: of each only 24 bytes stay in memory. Copies are the same set. Reading may happen from
/// several threads, adding may not.
class ExampleSet {
public:
    /// Several sets may share a store; without one the ids stay in memory.
    explicit ExampleSet(std::shared_ptr<TokenStore> store = nullptr);
    ExampleSet(const std::vector<Example>& examples); // in memory, of no file

    /// line: in the data file; 0: of none. Throws Error{Io}, Error{InvalidArgument} for an id that
    /// is no 32-bit number.
    void add(const Example& example, int64_t line = 0);
    /// Takes those out for which `taken` is true; both sets keep their order.
    ExampleSet take(const std::vector<bool>& taken);

    int64_t size() const { return static_cast<int64_t>(m_rows->size()); }
    bool empty() const { return m_rows->empty(); }
    /// Throws Error{Io}.
    Example operator[](int64_t index) const;
    int64_t length(int64_t index) const { return row(index).length; } // tokens
    int64_t line(int64_t index) const { return row(index).line; }

private:
    struct Row {
        int64_t first = 0; // in the store
        int64_t line = 0;
        int32_t length = 0;
        int32_t queryLength = 0;
    };
    const Row& row(int64_t index) const { return (*m_rows)[static_cast<size_t>(index)]; }

    std::shared_ptr<TokenStore> m_store;
    std::shared_ptr<std::vector<Row>> m_rows;
};

} // namespace interweave
