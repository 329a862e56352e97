// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/support/error.h"
#include "core/tensorio/safetensors.h"
#include "family_fixtures.h"
#include "suites.h"
#include "tests/support/accelerator.h"
#include "tests/support/tensor_distance.h"

#include <QtTest>
#include <algorithm>
#include <filesystem>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

fs::path fixture()
{
    return fs::path(INTERWEAVE_FIXTURES) / "models/llama3";
}

at::Device deviceOf(bool accelerator)
{
    return accelerator ? testAccelerator() : at::Device(at::kCPU);
}

/// Whether rotary positions depend on a row's length: what was read before a longer row is then not
/// what the longer row has.
bool dependsOnLength(const Decoder& decoder)
{
    return std::ranges::any_of(decoder.config().rotaries, [](const RotaryConfig& rotary) {
        return rotary.scaling == RotaryConfig::Scaling::DynamicNtk
            || rotary.scaling == RotaryConfig::Scaling::LongRope;
    });
}

} // namespace

void DecoderTest::matchesTheReference_data()
{
    std::vector<fs::path> folders = familyFixtures();
    for (const fs::path& folder : referenceModels())
        folders.push_back(folder);
    eachOnEachDevice(folders);
}

void DecoderTest::matchesTheReference()
{
    QFETCH(QString, folder);
    QFETCH(bool, accelerator);
    const c10::InferenceMode guard;
    const fs::path path = folder.toStdString();
    const auto expected = readSafetensors(path / "expected.safetensors");
    const Decoder decoder = loadDecoder(path, deviceOf(accelerator));

    const at::Tensor& ids = expected.at("input_ids");
    const TokenBatch batch{
        ids.flatten(), std::vector<int64_t>(static_cast<size_t>(ids.size(0)), ids.size(1))};
    const at::Tensor hidden = decoder.forward(batch);
    QVERIFY(hidden.device() == decoder.device());
    QVERIFY(distance(hidden, expected.at("hidden").flatten(0, 1)) <= 1e-4);
    QVERIFY(distance(decoder.logits(hidden), expected.at("logits").flatten(0, 1)) <= 1e-4);

    // Greedy continuation, with the cache.
    KvCache cache(ids.size(0), 8);
    at::Tensor last
        = decoder.forward(batch, &cache).view({ids.size(0), ids.size(1), -1}).select(1, -1);
    const at::Tensor& greedy = expected.at("greedy");
    for (int64_t step = 0; step < greedy.size(1); ++step) {
        const at::Tensor next = decoder.logits(last).argmax(-1);
        QVERIFY(next.cpu().equal(greedy.select(1, step)));
        last = decoder.forward(
            {next, std::vector<int64_t>(static_cast<size_t>(ids.size(0)), 1)}, &cache);
    }
}

void DecoderTest::cachedEqualsUncached_data()
{
    eachOnEachDevice(familyFixtures());
}

void DecoderTest::cachedEqualsUncached()
{
    QFETCH(QString, folder);
    QFETCH(bool, accelerator);
    const c10::InferenceMode guard;
    const Decoder decoder = loadDecoder(folder.toStdString(), deviceOf(accelerator));
    if (dependsOnLength(decoder))
        return; // readsAgainWhereFrequenciesChange
    const std::vector<std::vector<int64_t>> rows{someIds(17, 1), someIds(9, 2), someIds(13, 3)};
    KvCache cache(3, 4);
    std::vector<std::vector<at::Tensor>> pieces(3);
    // Prompts of different lengths, then pieces of one token and of several.
    const std::vector<std::vector<int64_t>> cuts{
        {8, 3, 5}, {1, 1, 1}, {4, 2, 3}, {1, 1, 1}, {3, 2, 3}};
    std::vector<int64_t> done(3, 0);
    for (const std::vector<int64_t>& counts : cuts) {
        std::vector<std::vector<int64_t>> part(3);
        for (size_t row = 0; row < 3; ++row)
            part[row].assign(
                rows[row].begin() + done[row], rows[row].begin() + done[row] + counts[row]);
        const at::Tensor hidden = decoder.forward(TokenBatch::fromRows(part), &cache);
        int64_t first = 0;
        for (size_t row = 0; row < 3; ++row) {
            pieces[row].push_back(hidden.narrow(0, first, counts[row]));
            first += counts[row];
            done[row] += counts[row];
        }
    }
    for (size_t row = 0; row < 3; ++row) {
        const at::Tensor whole = decoder.forward(TokenBatch::fromRows({rows[row]}));
        QVERIFY(distance(at::cat(pieces[row]), whole.narrow(0, 0, done[row])) <= 1e-4);
    }
    // Dropping and reordering rows keeps the others' past.
    cache.selectRows({2, 0});
    const at::Tensor next = decoder.forward(TokenBatch::fromRows({{5}, {6}}), &cache);
    std::vector<int64_t> longer(rows[0].begin(), rows[0].begin() + done[0]);
    longer.push_back(6);
    QVERIFY(distance(next[1], decoder.forward(TokenBatch::fromRows({longer}))[-1]) <= 1e-4);
}

void DecoderTest::readsAgainWhereFrequenciesChange_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"llama_dynamic", "phi3_longrope"})
        QTest::newRow(name) << name;
}

void DecoderTest::readsAgainWhereFrequenciesChange()
{
    QFETCH(QString, name);
    const c10::InferenceMode guard;
    const Decoder decoder
        = loadDecoder(fs::path(INTERWEAVE_FIXTURES) / "families" / name.toStdString());
    QVERIFY(dependsOnLength(decoder));
    // One row passes the 16 tokens from which on the frequencies are others, one does not.
    std::vector<std::vector<int64_t>> rows{someIds(13, 1), someIds(6, 2)};
    KvCache cache(2, 4);
    at::Tensor hidden = decoder.forward(TokenBatch::fromRows(rows), &cache);
    for (int64_t step = 0; step < 6; ++step) {
        const std::vector<std::vector<int64_t>> fresh{{5 + step, 7}, {9 + step}};
        hidden = decoder.forward(TokenBatch::fromRows(fresh), &cache);
        QCOMPARE(hidden.size(0), 3);
        for (size_t row = 0; row < 2; ++row) {
            rows[row].insert(rows[row].end(), fresh[row].begin(), fresh[row].end());
            const at::Tensor whole = decoder.forward(TokenBatch::fromRows({rows[row]}));
            const int64_t count = static_cast<int64_t>(fresh[row].size());
            QVERIFY(distance(hidden.narrow(0, row == 0 ? 0 : 2, count),
                        whole.narrow(0, whole.size(0) - count, count))
                <= 1e-4);
        }
    }
    cache.selectRows({1, 0});
    const at::Tensor next = decoder.forward(TokenBatch::fromRows({{4}, {4}}), &cache);
    rows[0].push_back(4);
    QVERIFY(distance(next[1], decoder.forward(TokenBatch::fromRows({rows[0]}))[-1]) <= 1e-4);
}

void DecoderTest::rowsDoNotSeeEachOther_data()
{
    eachOnEachDevice(familyFixtures());
}

void DecoderTest::rowsDoNotSeeEachOther()
{
    QFETCH(QString, folder);
    QFETCH(bool, accelerator);
    const c10::InferenceMode guard;
    const Decoder decoder = loadDecoder(folder.toStdString(), deviceOf(accelerator));
    const std::vector<std::vector<int64_t>> rows{someIds(12, 4), someIds(30, 5), someIds(1, 6)};
    const at::Tensor together = decoder.forward(TokenBatch::fromRows(rows));
    int64_t first = 0;
    for (const std::vector<int64_t>& row : rows) {
        const auto count = static_cast<int64_t>(row.size());
        const at::Tensor alone = decoder.forward(TokenBatch::fromRows({row}));
        QVERIFY(distance(together.narrow(0, first, count), alone) <= 1e-4);
        first += count;
    }
}

void DecoderTest::packingChangesNothing_data()
{
    QTest::addColumn<QString>("folder");
    for (const fs::path& folder : familyFixtures())
        QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
}

void DecoderTest::packingChangesNothing()
{
    QFETCH(QString, folder);
    const c10::InferenceMode guard;
    Decoder decoder = loadDecoder(folder.toStdString());
    const TokenBatch batch = TokenBatch::fromRows({someIds(20, 7)});
    const at::Tensor plain = decoder.forward(batch);
    decoder.pack();
    QVERIFY(distance(decoder.logits(decoder.forward(batch)), decoder.logits(plain)) <= 1e-4);
    decoder.unpack();
    QVERIFY(decoder.forward(batch).equal(plain)); // the very bytes
}

void DecoderTest::refusesBadBatches()
{
    const c10::InferenceMode guard;
    const Decoder decoder = loadDecoder(fixture());
    QVERIFY_EXCEPTION_THROWN(decoder.forward(TokenBatch::fromRows({{1, 2}, {}})), Error);
    QVERIFY_EXCEPTION_THROWN(decoder.forward(TokenBatch::fromRows({{1, 128}})), Error);
    QVERIFY_EXCEPTION_THROWN(decoder.forward(TokenBatch::fromRows({{-1}})), Error);
    QVERIFY_EXCEPTION_THROWN(decoder.forward({at::zeros({3}, at::kLong), {2}}), Error);
    KvCache cache(2, 8);
    QVERIFY_EXCEPTION_THROWN(decoder.forward(TokenBatch::fromRows({{1}}), &cache), Error);
    const Decoder gpt2 = loadDecoder(fs::path(INTERWEAVE_FIXTURES) / "families/gpt2");
    gpt2.forward(TokenBatch::fromRows({someIds(32, 1)})); // as many as it has positions
    QVERIFY_EXCEPTION_THROWN(gpt2.forward(TokenBatch::fromRows({someIds(33, 1)})), Error);
}
