// SPDX-License-Identifier: Apache-2.0
#include "siamese_case.h"

#include "core/siamese/branch_decoder.h"
#include "core/siamese/generation.h"
#include "core/siamese/logit_split.h"
#include "core/support/error.h"
#include "tests/support/accelerator.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "tests.h"

#include <QtTest>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

constexpr double kTolerance = 1e-4;

std::vector<std::vector<int64_t>> rowsOf(const at::Tensor& ids)
{
    std::vector<std::vector<int64_t>> rows;
    for (int64_t row = 0; row < ids.size(0); ++row) {
        const at::Tensor one = ids[row].contiguous();
        rows.emplace_back(
            one.const_data_ptr<int64_t>(), one.const_data_ptr<int64_t>() + one.numel());
    }
    return rows;
}

} // namespace

/// The whole method against what the authors' program computes, fp32.
class ReferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forwardPass_data() { eachCase(); }
    void forwardPass()
    {
        const SiameseCase reference = load();
        const c10::InferenceMode inference;
        const SiameseModel& model = reference.model;
        const at::Tensor ids = reference.expected.at("input_ids");
        const at::Tensor queryLengths = reference.expected.at("query_length").contiguous();
        const auto* lengths = queryLengths.const_data_ptr<int64_t>();
        const Memories memories = memoriesOf(
            model, TokenBatch::fromRows(rowsOf(ids)), {lengths, lengths + queryLengths.numel()});
        const at::Tensor gate = model.gate->forward(memories);
        const at::Tensor logits
            = model.decoder->logits(interweave::interweave(memories.base, memories.tuned, gate));
        const auto likeIds = [&](const at::Tensor& rows) {
            return rows.cpu().view({ids.size(0), ids.size(1), -1});
        };

        QVERIFY(
            distance(likeIds(memories.base), reference.expected.at("base_memory")) < kTolerance);
        QVERIFY(
            distance(likeIds(memories.tuned), reference.expected.at("tuned_memory")) < kTolerance);
        QVERIFY(distance(likeIds(gate), reference.expected.at("gate")) < kTolerance);
        const at::Tensor shifted = likeIds(logits).narrow(1, 0, ids.size(1) - 1);
        QVERIFY(
            distance(shifted, reference.expected.at("shifted_logits").narrow(1, 1, ids.size(1) - 1))
            < kTolerance);
        const at::Tensor labels = reference.expected.at("labels").narrow(1, 1, ids.size(1) - 1);
        const at::Tensor loss = at::cross_entropy_loss(shifted.flatten(0, 1), labels.flatten());
        QVERIFY(distance(loss, reference.expected.at("loss")[0]) < kTolerance);
    }

    void greedyDecoding_data() { eachCase(); }
    void greedyDecoding()
    {
        const SiameseCase reference = load();
        SamplingOptions options;
        options.maxNewTokens = reference.description["greedy"]["max_new"];
        const auto expected = reference.greedyTokens();
        const auto together
            = generate(reference.model, nullptr, reference.prompts(), Branch::Interwoven, options);
        for (size_t i = 0; i < expected.size(); ++i) {
            QVERIFY(together[i].ids == expected[i]);
            const auto alone = generate(
                reference.model, nullptr, {reference.prompts()[i]}, Branch::Interwoven, options);
            QVERIFY(alone[0].ids == expected[i]);
            for (size_t token = 0; token < expected[i].size(); ++token)
                QVERIFY(std::abs(alone[0].tokens[token].logprob - together[i].tokens[token].logprob)
                    < kTolerance);
        }
    }

    void gateAtItsEndsIsOneBranch()
    {
        const SiameseCase reference(fixtureCase());
        const c10::InferenceMode inference;
        const Decoder& decoder = *reference.model.decoder;
        const TokenBatch batch = TokenBatch::fromRows({{5, 9, 17, 33, 4}, {40, 41, 42}});
        const Memories memories = memoriesOf(reference.model, batch, {2, 2});
        const at::Tensor ones = at::ones_like(memories.base);
        const at::Tensor base = decoder.logits(decoder.forward(batch));
        const AdapterUse all{reference.model.adapter.get(), 0, 2, {}};
        const at::Tensor tuned = decoder.logits(decoder.forward(batch, nullptr, {&all, 1}));
        const auto mixed = [&](const at::Tensor& gate) {
            return decoder.logits(interweave::interweave(memories.base, memories.tuned, gate));
        };
        QVERIFY(distance(mixed(ones), base) < 1e-5);
        QVERIFY(distance(mixed(ones * 0), tuned) < 1e-5);
        QVERIFY(distance(base, tuned) > 0.01); // or the test would prove nothing
    }

    void logitsSplitIntoTheirAddends()
    {
        const SiameseCase reference(fixtureCase());
        const c10::InferenceMode inference;
        const Decoder& decoder = *reference.model.decoder;
        const Memories memories
            = memoriesOf(reference.model, TokenBatch::fromRows({{5, 9, 17, 33, 4}}), {2});
        const at::Tensor gate = reference.model.gate->forward(memories);
        const LogitSplit split = splitLogits(decoder, reference.model.gate->parts(memories));
        const at::Tensor logits
            = decoder.logits(interweave::interweave(memories.base, memories.tuned, gate));
        QVERIFY(distance(split.fromBase + split.fromTuned + split.rest, logits) < 1e-5);
        QVERIFY(distance(split.fromBase, decoder.logits(gate * memories.base)) < 1e-5);
    }

    void cachedEqualsUncached_data()
    {
        QTest::addColumn<Branch>("branch");
        for (const Branch branch : {Branch::Base, Branch::Tuned, Branch::Interwoven})
            QTest::newRow(name(branch)) << branch;
    }
    void cachedEqualsUncached()
    {
        QFETCH(Branch, branch);
        const SiameseCase reference(fixtureCase());
        const SiameseModel& model = reference.model;
        const c10::InferenceMode inference;
        const std::vector<std::vector<int64_t>> prompts{
            {5, 9, 17, 33}, {40, 41, 42, 43, 44, 45, 46}, {100, 3, 77}};
        const std::vector<int64_t> next{12, 57, 39};
        BranchDecoder decoder(model, {branch}, 16);
        decoder.prefill(prompts);
        decoder.advance(next);
        decoder.keepAnswers({0, 2}); // the middle row has ended
        const at::Tensor cached = decoder.advance({29, 56}).hidden;

        for (const auto& [row, kept] : {std::pair{size_t{0}, 0}, std::pair{size_t{2}, 1}}) {
            std::vector<int64_t> ids = prompts[row];
            ids.insert(ids.end(), {next[row], kept == 0 ? 29 : 56});
            const Memories memories = memoriesOf(
                model, TokenBatch::fromRows({ids}), {static_cast<int64_t>(prompts[row].size())});
            at::Tensor whole = branch == Branch::Base ? memories.base : memories.tuned;
            if (branch == Branch::Interwoven)
                whole = interweave::interweave(
                    memories.base, memories.tuned, model.gate->forward(memories));
            QVERIFY(distance(cached[kept], whole[whole.size(0) - 1]) < kTolerance);
        }
    }

    void refusesBranchesItDoesNotHave()
    {
        SiameseModel model = SiameseCase(fixtureCase()).model;
        QCOMPARE(model.naturalBranch(), Branch::Interwoven);
        model.gate.reset();
        QCOMPARE(model.naturalBranch(), Branch::Tuned);
        QVERIFY_THROWS_EXCEPTION(Error, model.require(Branch::Interwoven));
        model.adapter.reset();
        QCOMPARE(model.naturalBranch(), Branch::Base);
        QVERIFY_THROWS_EXCEPTION(Error, generate(model, nullptr, {{5}}, Branch::Tuned, {}));
    }

private:
    static void eachCase()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("accelerator");
        std::vector<fs::path> folders{fixtureCase()};
        const fs::path shared = fs::path(INTERWEAVE_SHARED) / "oracle/imsm";
        for (const char* folder :
            {"llama3_mode5_lora_all", "qwen2_mode5_lora", "qwen2_mode5_lora_all"})
            if (fs::exists(shared / folder))
                folders.push_back(shared / folder);
        for (const fs::path& folder : folders)
            for (const bool accelerator : {false, true})
                QTest::addRow(
                    "%s on the %s", folder.filename().c_str(), accelerator ? "accelerator" : "CPU")
                    << QString::fromStdString(folder) << accelerator;
    }

    static SiameseCase load()
    {
        QFETCH(QString, folder);
        QFETCH(bool, accelerator);
        return SiameseCase(
            folder.toStdString(), accelerator ? testAccelerator() : at::Device(at::kCPU));
    }
};

std::unique_ptr<QObject> makeReferenceTest()
{
    return std::make_unique<ReferenceTest>();
}

#include "test_reference.moc"
