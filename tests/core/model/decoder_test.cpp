// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/model/decoder.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "suites.h"
#include "tests/support/fake_accelerator.h"

#include <QtTest>
#include <filesystem>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

fs::path fixture()
{
    return fs::path(INTERWEAVE_FIXTURES) / "models/llama3";
}

Decoder load(const fs::path& folder, at::Device device = at::kCPU)
{
    return Decoder::load(Checkpoint(folder), {device, at::kFloat});
}

double difference(const at::Tensor& a, const at::Tensor& b)
{
    return (a.cpu().to(at::kDouble) - b.cpu().to(at::kDouble)).abs().max().item<double>();
}

/// Some ids of the fixture's vocabulary.
std::vector<int64_t> someIds(int64_t count, int64_t seed)
{
    std::vector<int64_t> ids;
    for (int64_t i = 0; i < count; ++i)
        ids.push_back(3 + (i * i * 7 + i * 13 + seed * 29) % 120);
    return ids;
}

void eachDevice()
{
    QTest::addColumn<bool>("accelerator");
    QTest::newRow("cpu") << false;
    QTest::newRow("fake accelerator") << true;
}

} // namespace

void DecoderTest::matchesTheReference_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<bool>("accelerator");
    std::vector<fs::path> folders{fixture()};
    const fs::path shared = fs::path(INTERWEAVE_SHARED) / "oracle/models";
    for (const char* name :
        {"llama2", "llama3", "smollm2", "qwen2", "mistral", "llama_linear_rope", "llama_yarn"}) {
        if (fs::exists(shared / name))
            folders.push_back(shared / name);
    }
    for (const fs::path& folder : folders) {
        for (const bool accelerator : {false, true}) {
            const std::string name = folder.parent_path().parent_path().filename().string() + "/"
                + folder.filename().string() + (accelerator ? " on the fake accelerator" : "");
            QTest::newRow(name.c_str()) << QString::fromStdString(folder.string()) << accelerator;
        }
    }
}

void DecoderTest::matchesTheReference()
{
    QFETCH(QString, folder);
    QFETCH(bool, accelerator);
    const c10::InferenceMode guard;
    const fs::path path = folder.toStdString();
    const auto expected = readSafetensors(path / "expected.safetensors");
    const Decoder decoder = load(path, accelerator ? fakeAccelerator() : at::Device(at::kCPU));

    const at::Tensor& ids = expected.at("input_ids");
    const TokenBatch batch{
        ids.flatten(), std::vector<int64_t>(static_cast<size_t>(ids.size(0)), ids.size(1))};
    const at::Tensor hidden = decoder.forward(batch);
    QVERIFY(hidden.device() == decoder.device());
    QVERIFY(difference(hidden, expected.at("hidden").flatten(0, 1)) <= 1e-4);
    QVERIFY(difference(decoder.logits(hidden), expected.at("logits").flatten(0, 1)) <= 1e-4);

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
    eachDevice();
}

void DecoderTest::cachedEqualsUncached()
{
    QFETCH(bool, accelerator);
    const c10::InferenceMode guard;
    const Decoder decoder = load(fixture(), accelerator ? fakeAccelerator() : at::Device(at::kCPU));
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
        QVERIFY(difference(at::cat(pieces[row]), whole.narrow(0, 0, done[row])) <= 1e-4);
    }
    // Dropping and reordering rows keeps the others' past.
    cache.selectRows({2, 0});
    const at::Tensor next = decoder.forward(TokenBatch::fromRows({{5}, {6}}), &cache);
    std::vector<int64_t> longer(rows[0].begin(), rows[0].begin() + done[0]);
    longer.push_back(6);
    QVERIFY(difference(next[1], decoder.forward(TokenBatch::fromRows({longer}))[-1]) <= 1e-4);
}

void DecoderTest::rowsDoNotSeeEachOther()
{
    const c10::InferenceMode guard;
    const Decoder decoder = load(fixture());
    const std::vector<std::vector<int64_t>> rows{someIds(12, 4), someIds(30, 5), someIds(1, 6)};
    const at::Tensor together = decoder.forward(TokenBatch::fromRows(rows));
    int64_t first = 0;
    for (const std::vector<int64_t>& row : rows) {
        const auto count = static_cast<int64_t>(row.size());
        const at::Tensor alone = decoder.forward(TokenBatch::fromRows({row}));
        QVERIFY(difference(together.narrow(0, first, count), alone) <= 1e-4);
        first += count;
    }
}

void DecoderTest::packingChangesNothing()
{
    const c10::InferenceMode guard;
    Decoder decoder = load(fixture());
    const TokenBatch batch = TokenBatch::fromRows({someIds(20, 7)});
    const at::Tensor plain = decoder.forward(batch);
    decoder.pack();
    QVERIFY(difference(decoder.logits(decoder.forward(batch)), decoder.logits(plain)) <= 1e-4);
    decoder.unpack();
    QVERIFY(decoder.forward(batch).equal(plain)); // the very bytes
}

void DecoderTest::refusesBadBatches()
{
    const c10::InferenceMode guard;
    const Decoder decoder = load(fixture());
    QVERIFY_EXCEPTION_THROWN(decoder.forward(TokenBatch::fromRows({{1, 2}, {}})), Error);
    QVERIFY_EXCEPTION_THROWN(decoder.forward(TokenBatch::fromRows({{1, 128}})), Error);
    QVERIFY_EXCEPTION_THROWN(decoder.forward(TokenBatch::fromRows({{-1}})), Error);
    QVERIFY_EXCEPTION_THROWN(decoder.forward({at::zeros({3}, at::kLong), {2}}), Error);
    KvCache cache(2, 8);
    QVERIFY_EXCEPTION_THROWN(decoder.forward(TokenBatch::fromRows({{1}}), &cache), Error);
}
