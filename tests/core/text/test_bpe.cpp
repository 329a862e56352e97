// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe.h"

#include "core/support/error.h"
#include "core/support/random.h"

#include "fixtures.h"
#include "test_bpe.h"

#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <map>

using namespace interweave;
using testing::Ids;

namespace {

/// Merges over the letters a … d, drawn at random.
struct RandomMerges {
    Vocabulary vocabulary;
    std::vector<std::pair<std::string, std::string>> merges;

    explicit RandomMerges(uint64_t seed)
    {
        Random random(seed);
        std::vector<std::string> pieces = {"a", "b", "c", "d"};
        for (const std::string& letter : pieces)
            vocabulary.add(letter, vocabulary.size(), "test");
        while (merges.size() < 30) {
            const std::pair pair(
                pieces[random.below(pieces.size())], pieces[random.below(pieces.size())]);
            const std::string joined = pair.first + pair.second;
            // A piece made by two merges is left out: there the reference keeps outdated
            // candidates.
            if (joined.size() > 6 || vocabulary.idOf(joined))
                continue;
            vocabulary.add(joined, vocabulary.size(), "test");
            pieces.push_back(joined);
            merges.push_back(pair);
        }
    }

    BpeModel::Merges views() const { return {merges.begin(), merges.end()}; }
};

/// The definition: join the pair whose merge comes first, leftmost, until none is left.
Ids mergeSlowly(const RandomMerges& rules, const std::string& word)
{
    std::vector<std::string> pieces;
    for (const char letter : word)
        pieces.emplace_back(1, letter);
    for (;;) {
        size_t bestRank = rules.merges.size();
        size_t best = 0;
        for (size_t i = 0; i + 1 < pieces.size(); ++i) {
            const auto found = std::find(
                rules.merges.begin(), rules.merges.end(), std::pair(pieces[i], pieces[i + 1]));
            const auto rank = static_cast<size_t>(found - rules.merges.begin());
            if (rank < bestRank) {
                bestRank = rank;
                best = i;
            }
        }
        if (bestRank == rules.merges.size())
            break;
        pieces[best] += pieces[best + 1];
        pieces.erase(pieces.begin() + static_cast<ptrdiff_t>(best) + 1);
    }
    Ids ids;
    for (const std::string& piece : pieces)
        ids.push_back(*rules.vocabulary.idOf(piece));
    return ids;
}

} // namespace

void TestBpe::equalsTheSlowMerging()
{
    for (uint64_t seed = 0; seed < 50; ++seed) {
        const RandomMerges rules(seed);
        const BpeModel model(rules.vocabulary, rules.views(), {}, "test");
        Random random(seed + 1000);
        for (int round = 0; round < 40; ++round) {
            std::string word;
            for (uint64_t length = random.below(60); word.size() < length;)
                word += static_cast<char>('a' + random.below(4));
            Ids ids;
            model.encode(word, ids);
            QCOMPARE(ids, mergeSlowly(rules, word));
        }
    }
}

void TestBpe::mergesAMillionEqualCharacters()
{
    Vocabulary vocabulary;
    std::vector<std::string> pieces = {"a"};
    vocabulary.add("a", 0, "test");
    BpeModel::Merges merges;
    pieces.reserve(20);
    for (int64_t id = 1; id < 10; ++id) {
        pieces.push_back(pieces.back() + pieces.back());
        vocabulary.add(pieces.back(), id, "test");
        merges.emplace_back(pieces[pieces.size() - 2], pieces[pieces.size() - 2]);
    }
    const BpeModel model(vocabulary, merges, {}, "test");
    QElapsedTimer timer;
    timer.start();
    Ids ids;
    model.encode(std::string(1 << 20, 'a'), ids);
    QCOMPARE(ids, Ids((1 << 20) / 512, 9));
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestBpe::refusesUnknownPieces()
{
    Vocabulary vocabulary;
    vocabulary.add("a", 0, "test");
    vocabulary.add("b", 1, "test");
    QVERIFY_EXCEPTION_THROWN(BpeModel(vocabulary, {{"a", "b"}}, {}, "test"), Error); // no "ab"
    QVERIFY_EXCEPTION_THROWN(BpeModel(vocabulary, {{"a", "c"}}, {}, "test"), Error);
    QVERIFY_EXCEPTION_THROWN(BpeModel(vocabulary, {}, {.unknownToken = "?"}, "test"), Error);
}
