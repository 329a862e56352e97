// SPDX-License-Identifier: Apache-2.0
#include "core/data/example_set.h"

#include "core/support/error.h"
#include "core/support/token_store.h"

#include <limits>
#include <utility>

namespace interweave {

ExampleSet::ExampleSet(std::shared_ptr<TokenStore> store)
    : m_store(std::move(store))
    , m_rows(std::make_shared<std::vector<Row>>())
{
    if (!m_store)
        m_store = std::make_shared<TokenStore>(
            std::filesystem::path(), std::numeric_limits<int64_t>::max());
}

ExampleSet::ExampleSet(const std::vector<Example>& examples)
    : ExampleSet()
{
    for (const Example& example : examples)
        add(example);
}

void ExampleSet::add(const Example& example, int64_t line)
{
    std::vector<int32_t> ids;
    ids.reserve(example.ids.size());
    for (const int64_t id : example.ids) {
        if (!std::in_range<int32_t>(id))
            throw Error(ErrorCode::InvalidArgument, "",
                "token " + std::to_string(id) + " is no 32-bit number");
        ids.push_back(static_cast<int32_t>(id));
    }
    m_rows->push_back({m_store->size(), line, static_cast<int32_t>(ids.size()),
        static_cast<int32_t>(example.queryLength)});
    m_store->append(ids);
}

ExampleSet ExampleSet::take(const std::vector<bool>& taken)
{
    ExampleSet out(m_store);
    std::vector<Row> kept;
    for (size_t i = 0; i < m_rows->size(); ++i)
        (taken[i] ? *out.m_rows : kept).push_back((*m_rows)[i]);
    *m_rows = std::move(kept);
    return out;
}

Example ExampleSet::operator[](int64_t index) const
{
    const Row& found = row(index);
    std::vector<int32_t> ids(static_cast<size_t>(found.length));
    m_store->read(found.first, ids);
    return {{ids.begin(), ids.end()}, found.queryLength};
}

} // namespace interweave
