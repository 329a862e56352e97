// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/eval/choice_likelihood.h"
#include "core/eval/text_loss.h"
#include "core/support/error.h"
#include "test_text_loss.h"
#include "tests/support/accelerator.h"
#include "tiny_model.h"

#include <QtTest>

using namespace interweave;
using Ids = std::vector<int64_t>;

namespace {

Ids someIds(int64_t count, int64_t seed)
{
    Ids ids;
    for (int64_t i = 0; i < count; ++i)
        ids.push_back(3 + (i * i * 7 + i * 13 + seed * 29) % 120);
    return ids;
}

/// What the head reads at the last token of `prefix`, from this prefix alone: no later token can
/// have a say.
at::Tensor lastMemory(
    const SiameseModel& model, const Ids& prefix, Branch branch, const TextLossOptions& options)
{
    const auto length = static_cast<int64_t>(prefix.size());
    const TokenBatch batch = TokenBatch::fromRows({prefix});
    const AdapterUse use{model.adapter.get(), 0, 1, {}};
    const at::Tensor base = model.decoder->forward(batch);
    const at::Tensor tuned = model.decoder->forward(batch, nullptr, {&use, 1});
    const at::Tensor lastBase = base.narrow(0, length - 1, 1);
    const at::Tensor lastTuned = tuned.narrow(0, length - 1, 1);
    if (branch != Branch::Interwoven)
        return branch == Branch::Base ? lastBase : lastTuned;
    const int64_t span = std::min(options.querySpan, length);
    const at::Tensor gate = model.gate->forward({lastBase, lastTuned,
        base.narrow(0, 0, span).mean(0, true), tuned.narrow(0, 0, span).mean(0, true)});
    return interweave::interweave(lastBase, lastTuned, gate);
}

double slowLoss(
    const SiameseModel& model, const Ids& ids, Branch branch, const TextLossOptions& options)
{
    const c10::NoGradGuard noGraph;
    double sum = 0.0;
    for (size_t t = 1; t < ids.size(); ++t) {
        const Ids prefix(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(t));
        const at::Tensor logits = model.decoder->logits(lastMemory(model, prefix, branch, options));
        sum -= at::log_softmax(logits.cpu().to(at::kDouble), 1)[0][ids[t]].item<double>();
    }
    return sum / static_cast<double>(ids.size() - 1);
}

/// KL(base‖branch) and the agreement of the likeliest tokens, means over the row.
std::pair<double, double> slowDistance(
    const SiameseModel& model, const Ids& ids, Branch branch, const TextLossOptions& options)
{
    const c10::NoGradGuard noGraph;
    double kl = 0.0;
    double agreement = 0.0;
    for (size_t t = 1; t < ids.size(); ++t) {
        const Ids prefix(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(t));
        const auto logProbabilities = [&](Branch of) {
            const at::Tensor logits = model.decoder->logits(lastMemory(model, prefix, of, options));
            return at::log_softmax(logits.cpu().to(at::kDouble), 1)[0];
        };
        const at::Tensor base = logProbabilities(Branch::Base);
        const at::Tensor now = logProbabilities(branch);
        kl += (base.exp() * (base - now)).sum().item<double>();
        agreement += base.argmax().item<int64_t>() == now.argmax().item<int64_t>() ? 1.0 : 0.0;
    }
    const auto predicted = static_cast<double>(ids.size() - 1);
    return predicted > 0.0 ? std::pair(kl / predicted, agreement / predicted) : std::pair(0.0, 1.0);
}

void eachBranch()
{
    QTest::addColumn<Branch>("branch");
    for (const Branch branch : {Branch::Base, Branch::Tuned, Branch::Interwoven})
        QTest::newRow(name(branch)) << branch;
}

} // namespace

Q_DECLARE_METATYPE(interweave::Branch)

void TestTextLoss::equalsPredictionFromPrefixes_data()
{
    eachBranch();
}

void TestTextLoss::equalsPredictionFromPrefixes()
{
    QFETCH(Branch, branch);
    const TextLossOptions options{.querySpan = 6};
    for (const at::Device device : {at::Device(at::kCPU), testAccelerator()}) {
        const SiameseModel model = tinyModel(device);
        for (const int64_t length :
            {2, 7, 11}) { // shorter than, one more than and beyond the query
            const Ids ids = someIds(length, length);
            const double loss = textLoss(model, TokenBatch::fromRows({ids}), {branch}, options)
                                    .at(branch)
                                    .at(0)
                                    .crossEntropy;
            QVERIFY(std::abs(loss - slowLoss(model, ids, branch, options)) < 1e-5);
        }
    }
}

void TestTextLoss::doesNotDependOnBatchOrChunk_data()
{
    eachBranch();
}

void TestTextLoss::doesNotDependOnBatchOrChunk()
{
    QFETCH(Branch, branch);
    const SiameseModel model = tinyModel();
    const std::vector<Ids> rows{someIds(30, 1), someIds(1, 2), someIds(9, 3), someIds(2, 4)};
    const auto together = textLoss(model, TokenBatch::fromRows(rows),
        {Branch::Base, Branch::Tuned, Branch::Interwoven}, {.querySpan = 4, .headChunk = 7})
                              .at(branch);
    QCOMPARE(together.size(), rows.size());
    QCOMPARE(together[1].crossEntropy, 0.0); // one token: nothing to predict
    for (size_t row = 0; row < rows.size(); ++row) {
        const auto alone
            = textLoss(model, TokenBatch::fromRows({rows[row]}), {branch}, {.querySpan = 4});
        QVERIFY(std::abs(alone.at(branch).at(0).crossEntropy - together[row].crossEntropy) < 1e-5);
    }
}

void TestTextLoss::measuresTheDistanceFromTheBase_data()
{
    eachBranch();
}

/// Against whole softmaxes in fp64, each of one prefix.
void TestTextLoss::measuresTheDistanceFromTheBase()
{
    QFETCH(Branch, branch);
    const TextLossOptions options{.querySpan = 4, .headChunk = 5, .fromBase = true};
    for (const at::Device device : {at::Device(at::kCPU), testAccelerator()}) {
        const SiameseModel model = tinyModel(device);
        const std::vector<Ids> rows{someIds(12, 1), someIds(1, 2), someIds(7, 3)};
        const auto losses
            = textLoss(model, TokenBatch::fromRows(rows), {branch}, options).at(branch);
        for (size_t row = 0; row < rows.size(); ++row) {
            QCOMPARE(losses[row].klFromBase.has_value(), branch != Branch::Base);
            if (branch == Branch::Base)
                continue;
            const auto [kl, agreement] = slowDistance(model, rows[row], branch, options);
            QVERIFY(std::abs(*losses[row].klFromBase - kl) < 1e-5);
            QCOMPARE(*losses[row].agreement, agreement);
        }
        if (branch != Branch::Base)
            QVERIFY(*losses[0].klFromBase > 1e-4); // the adapter says something
    }
}

void TestTextLoss::predictsAnswersAfterTheirPrompts_data()
{
    eachBranch();
}

/// Against the likelihoods of choices, which are read after a cached prompt.
void TestTextLoss::predictsAnswersAfterTheirPrompts()
{
    QFETCH(Branch, branch);
    for (const at::Device device : {at::Device(at::kCPU), testAccelerator()}) {
        const SiameseModel model = tinyModel(device);
        std::vector<TokenisedChoices> choices;
        std::vector<Ids> rows;
        TextLossOptions options{.headChunk = 3, .fromBase = true};
        for (const auto& [prompt, answer] : {std::pair(9, 5), std::pair(3, 1), std::pair(1, 4)}) {
            choices.push_back({someIds(prompt, prompt), {someIds(answer, 50)}});
            rows.push_back(choices.back().prompt);
            rows.back().insert(rows.back().end(), choices.back().choices[0].begin(),
                choices.back().choices[0].end());
            options.prompts.push_back(prompt);
        }
        rows.push_back(someIds(6, 6)); // nothing but a prompt
        options.prompts.push_back(6);
        const auto losses
            = textLoss(model, TokenBatch::fromRows(rows), {branch}, options).at(branch);
        const auto expected = choiceLogLikelihoods(model, choices, {branch}).at(branch);
        for (size_t row = 0; row < choices.size(); ++row) {
            const auto tokens = static_cast<double>(choices[row].choices[0].size());
            QVERIFY(std::abs(losses[row].crossEntropy * tokens + expected[row][0]) < 1e-4);
        }
        QCOMPARE(losses.back().crossEntropy, 0.0);
    }
}

void TestTextLoss::isNoDistanceFromItself()
{
    SiameseModel model = tinyModel();
    const c10::NoGradGuard noGraph;
    for (auto& [name, parameter] : model.adapter->parameters())
        parameter.zero_();
    const auto losses = textLoss(model, TokenBatch::fromRows({someIds(20, 1)}),
        {Branch::Tuned, Branch::Interwoven}, {.fromBase = true});
    for (const auto& [branch, rows] : losses) {
        QVERIFY(*rows[0].klFromBase < 1e-6);
        QCOMPARE(*rows[0].agreement, 1.0);
    }
}

void TestTextLoss::refusesAMissingBranch()
{
    SiameseModel model = tinyModel();
    model.gate.reset();
    const TokenBatch batch = TokenBatch::fromRows({someIds(4, 1)});
    QVERIFY_THROWS_EXCEPTION(Error, textLoss(model, batch, {Branch::Interwoven}));
}
