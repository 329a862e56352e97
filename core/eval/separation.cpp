// SPDX-License-Identifier: Apache-2.0
#include "core/eval/separation.h"

#include "core/eval/statistics.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace interweave {

namespace {

/// How often a row was drawn, on the side that it belongs to; 0 on the other.
struct Drawn {
    uint64_t above = 0;
    uint64_t below = 0;
};

/// All tokens of two sets by rising share, ready to be counted for any draw of their rows.
class SortedTokens {
public:
    SortedTokens(const TokenShares& above, const TokenShares& below)
        : m_rowsAbove(above.size())
        , m_drawn(above.size() + below.size())
    {
        for (size_t row = 0; row < above.size(); ++row)
            add(above[row], row);
        for (size_t row = 0; row < below.size(); ++row)
            add(below[row], m_rowsAbove + row);
        std::ranges::sort(m_tokens, {}, &Token::share);
        for (size_t i = 0; i + 1 < m_tokens.size(); ++i)
            m_tokens[i].last = m_tokens[i].share < m_tokens[i + 1].share;
    }

    /// Of the rows with these indices, any number of times each.
    double auc(const std::vector<int64_t>& above, const std::vector<int64_t>& below)
    {
        std::ranges::fill(m_drawn, Drawn());
        for (const int64_t row : above)
            ++m_drawn[static_cast<size_t>(row)].above;
        for (const int64_t row : below)
            ++m_drawn[m_rowsAbove + static_cast<size_t>(row)].below;

        uint64_t won = 0; // pairs, twice: those of equal shares count once
        Drawn total;
        Drawn equal; // of one share
        for (const Token& token : m_tokens) {
            equal.above += m_drawn[token.row].above;
            equal.below += m_drawn[token.row].below;
            if (!token.last)
                continue;
            won += equal.above * (2 * total.below + equal.below);
            total.above += equal.above;
            total.below += equal.below;
            equal = {};
        }
        return static_cast<double>(won)
            / (2.0 * static_cast<double>(total.above) * static_cast<double>(total.below));
    }

private:
    struct Token {
        double share = 0.0;
        uint32_t row = 0; // in m_drawn
        bool last = true; // of its share
    };

    void add(const std::vector<double>& shares, size_t row)
    {
        for (const double share : shares)
            m_tokens.push_back({share, static_cast<uint32_t>(row)});
    }

    size_t m_rowsAbove;
    std::vector<Token> m_tokens;
    std::vector<Drawn> m_drawn;
};

Estimate openWhere(bool singleRow, Estimate estimate)
{
    return singleRow ? Estimate{estimate.value, 0.0, 1.0} : estimate;
}

} // namespace

Estimate meanShare(const TokenShares& rows, uint64_t seed, int64_t samples)
{
    std::vector<double> sums;
    for (const std::vector<double>& row : rows)
        sums.push_back(std::accumulate(row.begin(), row.end(), 0.0));
    const auto mean = [&](std::span<const int64_t> drawn) {
        double sum = 0.0;
        size_t tokens = 0;
        for (const int64_t row : drawn) {
            sum += sums[static_cast<size_t>(row)];
            tokens += rows[static_cast<size_t>(row)].size();
        }
        return sum / static_cast<double>(tokens);
    };
    return openWhere(rows.size() == 1,
        bootstrapInterval(static_cast<int64_t>(rows.size()), mean, seed, samples));
}

Estimate separationAuc(
    const TokenShares& above, const TokenShares& below, uint64_t seed, int64_t samples)
{
    SortedTokens tokens(above, below);
    const std::array rows{static_cast<int64_t>(above.size()), static_cast<int64_t>(below.size())};
    return openWhere(above.size() == 1 || below.size() == 1,
        bootstrapOverTasks(
            rows,
            [&](std::span<const std::vector<int64_t>> drawn) {
                return tokens.auc(drawn[0], drawn[1]);
            },
            seed, samples));
}

} // namespace interweave
