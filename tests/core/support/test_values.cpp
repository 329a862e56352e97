// SPDX-License-Identifier: Apache-2.0
#include "test_values.h"

#include "core/support/checked.h"
#include "core/support/hash.h"
#include "core/support/random.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

using namespace interweave;

void TestValues::arithmeticThatDoesNotFitIsCorruptData()
{
    constexpr uint64_t kLargest = std::numeric_limits<uint64_t>::max();
    QCOMPARE(checkedAdd<uint64_t>(kLargest - 1, 1, "file", "offset"), kLargest);
    QCOMPARE(checkedMultiply<uint64_t>(1ULL << 32, (1ULL << 32) - 1, "file", "size"),
        0xffffffff00000000ULL);
    QCOMPARE(checkedCast<int32_t>(uint64_t(0x7fffffff), "file", "id"), 0x7fffffff);

    QVERIFY_EXCEPTION_THROWN(checkedAdd<uint64_t>(kLargest, 1, "file", "offset"), Error);
    QVERIFY_EXCEPTION_THROWN(
        checkedMultiply<uint64_t>(1ULL << 32, 1ULL << 32, "file", "size"), Error);
    QVERIFY_EXCEPTION_THROWN(checkedCast<int32_t>(uint64_t(0x80000000), "file", "id"), Error);
    QVERIFY_EXCEPTION_THROWN(checkedCast<uint64_t>(-1, "file", "id"), Error);
}

void TestValues::errorsReadWhereThenMessage()
{
    const Error placed(ErrorCode::CorruptData, "model.gguf", "has no tensors");
    QCOMPARE(placed.what(), "model.gguf: has no tensors");
    QCOMPARE(name(placed.code()), std::string_view("CorruptData"));
    QCOMPARE(Error(ErrorCode::Cancelled, "", "stopped").what(), "stopped");
}

void TestValues::hashTellsContentsAndTheirBordersApart()
{
    const auto hashOf = [](std::initializer_list<std::string_view> pieces) {
        Hasher hasher;
        for (const std::string_view piece : pieces)
            hasher.add(piece);
        return hasher.hex();
    };
    const std::set<std::string> hashes{hashOf({}), hashOf({""}), hashOf({"ab"}), hashOf({"a", "b"}),
        hashOf({"b", "a"}), hashOf({"12345678"}), hashOf({"123456789"}),
        hashOf({std::string_view("ab\0", 3)})};
    QCOMPARE(hashes.size(), size_t(8));
    QCOMPARE(hashOf({"ab"}), hashOf({"ab"}));
    QCOMPARE(hashOf({}).size(), size_t(16));
}

void TestValues::randomNumbersAreTheSameEverywhere()
{
    // The reference sequence of splitmix64 from seed 1234567 (S. Vigna's splitmix64.c).
    Random random(1234567);
    for (const uint64_t expected : {6457827717110365317ULL, 3203168211198807973ULL,
             9817491932198370423ULL, 4593380528125082431ULL, 16408922859458223821ULL})
        QCOMPARE(random.next(), expected);

    QVERIFY(deriveSeed(1, {2, 3}) != deriveSeed(1, {3, 2}));
    QVERIFY(deriveSeed(1, {0}) != deriveSeed(1, {}));
}

void TestValues::derivedSeedsDiffer()
{
    // A run's seed and a step number are both small: neither may stand for the other.
    std::set<uint64_t> seeds{deriveSeed(0, {}), deriveSeed(0, {0}), deriveSeed(0, {0, 0})};
    for (uint64_t seed = 1; seed < 20; ++seed) {
        for (uint64_t step = 1; step < 20; ++step) {
            seeds.insert(deriveSeed(seed, {step}));
            seeds.insert(deriveSeed(seed, {step, 0}));
            seeds.insert(deriveSeed(seed, {0, step}));
        }
    }
    QCOMPARE(seeds.size(), size_t(3 + 19 * 19 * 3));
}

void TestValues::boundedNumbersAreUniform()
{
    constexpr int kDraws = 60000;
    Random random(7);
    std::array<int, 6> counts{};
    double sum = 0.0;
    for (int i = 0; i < kDraws; ++i) {
        ++counts[random.below(counts.size())];
        const double value = random.uniform();
        QVERIFY(value >= 0.0 && value < 1.0);
        sum += value;
    }
    double chiSquare = 0.0;
    for (const int count : counts)
        chiSquare += (count - 10000.0) * (count - 10000.0) / 10000.0;
    QVERIFY(chiSquare < 20.5); // five degrees of freedom: exceeded once in a thousand seeds
    QVERIFY(std::abs(sum / kDraws - 0.5) < 0.005);
}

void TestValues::shuffleIsAPermutation()
{
    std::vector<int64_t> order = shuffledIndices(1000, 42);
    QCOMPARE(order, shuffledIndices(1000, 42));
    QVERIFY(order != shuffledIndices(1000, 43));
    std::sort(order.begin(), order.end());
    std::vector<int64_t> counted(1000);
    std::iota(counted.begin(), counted.end(), 0);
    QCOMPARE(order, counted);
    QVERIFY(shuffledIndices(0, 1).empty());
}
