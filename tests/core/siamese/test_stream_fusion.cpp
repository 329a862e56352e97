// SPDX-License-Identifier: Apache-2.0
#include "siamese_case.h"

#include "core/siamese/branch_decoder.h"
#include "core/siamese/generation.h"
#include "core/siamese/stream_fusion.h"
#include "core/siamese/trace.h"
#include "core/support/error.h"
#include "tests/support/accelerator.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

#include "tests.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <fstream>

using namespace interweave;

namespace {

constexpr double kTolerance = 1e-4;

/// The reference's model and adapter, fused after these layers too.
SiameseModel modelWith(std::vector<int64_t> layers, at::Device device = at::kCPU)
{
    SiameseModel model = SiameseCase(fixtureCase(), device).model;
    GateConfig config;
    config.rank = 3;
    config.bias = true;
    config.layers = std::move(layers);
    model.gate.emplace(config, model.decoder->config().hidden, device, 11);
    return model;
}

/// Sets every gate inside the layers to one value.
void setLayerGates(const SiameseModel& model, double preactivation)
{
    const c10::NoGradGuard noGraph;
    for (const auto& [name, tensor] : model.gate->parameters())
        if (name.starts_with("layers."))
            at::Tensor(tensor).fill_(name.ends_with("bias") ? preactivation : 0.0);
}

at::Tensor voice(
    const SiameseModel& model, Branch branch, const std::vector<int64_t>& ids, size_t queryLength)
{
    return voiceOf(model, branch,
        memoriesOf(model, TokenBatch::fromRows({ids}), {static_cast<int64_t>(queryLength)}));
}

} // namespace

class StreamFusionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cachedAndBatchedEqualsOneForwardPass_data()
    {
        QTest::addColumn<bool>("base");
        QTest::addColumn<bool>("tuned");
        QTest::addColumn<bool>("interwoven");
        QTest::newRow("tuned") << false << true << false;
        QTest::newRow("interwoven") << false << false << true;
        QTest::newRow("tuned and interwoven") << false << true << true;
        QTest::newRow("base and tuned") << true << true << false;
        QTest::newRow("all") << true << true << true;
    }
    void cachedAndBatchedEqualsOneForwardPass()
    {
        QFETCH(bool, base);
        QFETCH(bool, tuned);
        QFETCH(bool, interwoven);
        Branches branches;
        for (const auto& [wanted, branch] : {std::pair{base, Branch::Base}, {tuned, Branch::Tuned},
                 {interwoven, Branch::Interwoven}})
            if (wanted)
                branches.insert(branch);
        const SiameseModel model = modelWith({0, 1});
        const c10::InferenceMode inference;
        const std::vector<std::vector<int64_t>> prompts{
            {5, 9, 17, 33}, {40, 41, 42, 43, 44, 45, 46}, {100, 3, 77}};
        const auto voices = static_cast<int64_t>(branches.size());
        BranchDecoder decoder(model, branches, 16);
        decoder.prefill(prompts);
        std::vector<int64_t> next;
        std::vector<int64_t> kept;
        std::vector<int64_t> last;
        for (int64_t i = 0; i < voices; ++i) { // every voice follows its own tokens
            next.insert(next.end(), {12 + i, 57 + i, 39 + i});
            kept.insert(kept.end(), {3 * i, 3 * i + 2}); // the middle row has ended
            last.insert(last.end(), {29 + i, 56 + i});
        }
        decoder.advance(next);
        decoder.keepAnswers(kept);
        const BranchDecoder::Step step = decoder.advance(last);

        int64_t answer = 0;
        for (const Branch branch : branches)
            for (const size_t row : {size_t{0}, size_t{2}}) {
                std::vector<int64_t> ids = prompts[row];
                ids.push_back(next[static_cast<size_t>(kept[static_cast<size_t>(answer)])]);
                ids.push_back(last[static_cast<size_t>(answer)]);
                const at::Tensor whole = voice(model, branch, ids, prompts[row].size());
                QVERIFY(distance(step.hidden[answer], whole[whole.size(0) - 1]) < kTolerance);
                ++answer;
            }
    }

    void tokensAreThoseOfWholeForwardPasses()
    {
        const SiameseModel model = modelWith({0, 1});
        const std::vector<std::vector<TokenId>> prompts{{5, 9, 17, 33}, {40, 41, 42}};
        SamplingOptions options;
        options.maxNewTokens = 6;
        const auto answers = generateBranches(
            model, nullptr, prompts, {Branch::Base, Branch::Tuned, Branch::Interwoven}, options);
        const c10::InferenceMode inference;
        for (const auto& [branch, rows] : answers)
            for (size_t row = 0; row < rows.size(); ++row) {
                std::vector<int64_t> ids(prompts[row].begin(), prompts[row].end());
                for (const TokenId id : rows[row].ids) {
                    const at::Tensor hidden = voice(model, branch, ids, prompts[row].size());
                    const at::Tensor logits
                        = model.decoder->logits(hidden.narrow(0, hidden.size(0) - 1, 1));
                    QCOMPARE(logits.argmax().item<int64_t>(), int64_t{id});
                    ids.push_back(id);
                }
            }
    }

    void gatesAtTheirEnds()
    {
        const SiameseModel model = modelWith({0, 1});
        const c10::InferenceMode inference;
        const TokenBatch batch = TokenBatch::fromRows({{5, 9, 17, 33, 4}, {40, 41, 42}});
        const auto memories = [&] { return memoriesOf(model, batch, {2, 2}); };
        const at::Tensor base = model.decoder->forward(batch);
        const AdapterUse all{model.adapter.get(), 0, 2, {}};
        const at::Tensor tuned = model.decoder->forward(batch, nullptr, {&all, 1});
        QVERIFY(distance(memories().base, base) < 1e-5); // untouched
        QVERIFY(distance(memories().tuned, tuned) > 0.01);
        setLayerGates(model, -200.0);
        QVERIFY(distance(memories().tuned, tuned) < 1e-5);
        setLayerGates(model, 200.0); // the last layer is among them
        QVERIFY(distance(memories().tuned, base) < 1e-5);
    }

    void textSeesNoLaterToken()
    {
        const SiameseModel model = modelWith({0});
        const c10::InferenceMode inference;
        const std::vector<int64_t> text{1, 40, 41, 42, 50, 51, 52, 60};
        const auto tuned = [&](size_t length) {
            const TokenBatch batch
                = TokenBatch::fromRows({{text.begin(), text.begin() + static_cast<long>(length)}});
            return forwardMemories(model, batch, {Branch::Tuned}, textQueries({3})).tuned;
        };
        QVERIFY(distance(tuned(5), tuned(8).narrow(0, 0, 5)) < 1e-5);
    }

    void tracesAndAnswersAgree()
    {
        const SiameseModel model = modelWith({1});
        const std::vector<TokenId> prompt{5, 9, 17, 33};
        SamplingOptions options;
        options.maxNewTokens = 5;
        const Generation answer
            = generate(model, nullptr, {prompt}, Branch::Interwoven, options)[0];
        const Trace trace = traceAnswer(model, nullptr, prompt, answer.ids, 5);
        for (size_t i = 0; i < answer.ids.size(); ++i) {
            QCOMPARE(trace.answer[i].interwoven.top[0].id, answer.ids[i]);
            QVERIFY(std::abs(trace.answer[i].gateMean - answer.tokens[i].baseShare) < 1e-5);
        }
    }

    void runsOnAnAccelerator()
    {
        SamplingOptions options;
        options.maxNewTokens = 4;
        std::vector<std::vector<TokenId>> answers;
        for (const at::Device device : {at::Device(at::kCPU), testAccelerator()})
            answers.push_back(generate(
                modelWith({0, 1}, device), nullptr, {{5, 9, 17}}, Branch::Interwoven, options)[0]
                                  .ids);
        QCOMPARE(answers[0], answers[1]);
    }

    void survivesAFolder()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const SiameseModel model = modelWith({0, 1});
        const int64_t hidden = model.decoder->config().hidden;
        model.gate->save(path);
        const Gate loaded = Gate::load(path, hidden, at::kCPU);
        QCOMPARE(loaded.hash(), model.gate->hash());
        QCOMPARE(loaded.config().layers, (std::vector<int64_t>{0, 1}));
        for (const char* layers :
            {"[1, 0]", "[0, 0]", "[-1, 1]", "[0.5, 1]", "[\"0\", 1]", "[0]", "3"}) {
            std::ofstream(path / "imsm_config.json")
                << R"({"version": 1, "mode": "query_gate", "rank": 3, "hidden": )" << hidden
                << R"(, "dropout": 0.1, "bias": true, "layers": )" << layers << "}";
            QVERIFY_THROWS_EXCEPTION(Error, Gate::load(path, hidden, at::kCPU));
        }
    }

    void refusesLayersThatTheModelHasNot()
    {
        const SiameseModel model = modelWith({0, 40});
        QVERIFY_THROWS_EXCEPTION(Error, generate(model, nullptr, {{5}}, Branch::Tuned, {}));
    }
};

std::unique_ptr<QObject> makeStreamFusionTest()
{
    return std::make_unique<StreamFusionTest>();
}

#include "test_stream_fusion.moc"
