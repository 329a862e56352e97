// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/model/decoder.h"
#include "core/peft/methods/lora.h"
#include "core/siamese/branch_memories.h"
#include "core/tensorio/checkpoint.h"
#include "core/train/base_losses.h"
#include "core/train/micro_step.h"
#include "suites.h"
#include "tests/support/accelerator.h"

#include <QtTest>
#include <algorithm>
#include <c10/core/GradMode.h>
#include <cmath>

using namespace interweave;

namespace {

/// The fixture model with an adapter away from its initial value, and a gate or none.
SiameseModel someModel(bool gated, at::Device device = at::kCPU)
{
    SiameseModel model;
    model.decoder = std::make_shared<Decoder>(
        Decoder::load(Checkpoint(std::filesystem::path(INTERWEAVE_FIXTURES) / "models/llama3"),
            {device, at::kFloat}));
    model.adapter = makeLora({.rank = 4, .alpha = 8.0}, *model.decoder, 1);
    if (gated)
        model.gate.emplace(
            GateConfig{.rank = 4}, model.decoder->config().hidden, model.decoder->device(), 2);
    at::manual_seed(5);
    const c10::NoGradGuard noGraph;
    for (const auto& [name, values] : model.adapter->parameters())
        values.copy_(0.2 * at::randn(values.sizes()));
    return model;
}

std::vector<Example> someExamples()
{
    return {
        {{1, 30, 31, 40, 41, 2}, 3}, {{1, 50, 51, 2}, 2}, {{1, 60, 61, 62, 63, 64, 70, 71, 2}, 6}};
}

NamedTensors trained(const SiameseModel& model)
{
    NamedTensors all = model.adapter->parameters();
    if (model.gate)
        for (auto& named : model.gate->parameters())
            all.push_back(named);
    return all;
}

/// What the branches make of each answer token, in plain doubles.
struct Plain {
    std::vector<std::vector<double>> losses; // of each row's tokens
    std::vector<std::vector<double>> baseLosses;
    double kl = 0.0; // means over all tokens
    double l2 = 0.0;
};

double logSumExp(const std::vector<double>& x)
{
    const double most = *std::max_element(x.begin(), x.end());
    double sum = 0.0;
    for (const double value : x)
        sum += std::exp(value - most);
    return most + std::log(sum);
}

std::vector<double> doubles(const at::Tensor& x)
{
    const at::Tensor flat = x.to(at::kCPU, at::kDouble).contiguous();
    return {flat.data_ptr<double>(), flat.data_ptr<double>() + flat.numel()};
}

Plain measure(const SiameseModel& model, const std::vector<Example>& examples)
{
    const c10::NoGradGuard noGraph;
    Plain plain;
    double tokens = 0.0;
    for (const Example& example : examples) {
        const Memories memories
            = memoriesOf(model, TokenBatch::fromRows({example.ids}), {example.queryLength});
        const at::Tensor mix = voiceOf(model, model.naturalBranch(), memories);
        plain.losses.emplace_back();
        plain.baseLosses.emplace_back();
        for (int64_t t = example.queryLength; t < static_cast<int64_t>(example.ids.size()); ++t) {
            const auto target = static_cast<size_t>(example.ids[static_cast<size_t>(t)]);
            const auto own = doubles(model.decoder->logits(mix.narrow(0, t - 1, 1)));
            const auto base = doubles(model.decoder->logits(memories.base.narrow(0, t - 1, 1)));
            const double ownSum = logSumExp(own);
            const double baseSum = logSumExp(base);
            plain.losses.back().push_back(ownSum - own[target]);
            plain.baseLosses.back().push_back(baseSum - base[target]);
            for (size_t v = 0; v < own.size(); ++v)
                plain.kl += std::exp(base[v] - baseSum) * (base[v] - baseSum - (own[v] - ownSum));
            const auto h = doubles(memories.tuned[t - 1]);
            const auto h0 = doubles(memories.base[t - 1]);
            for (size_t i = 0; i < h.size(); ++i)
                plain.l2 += (h[i] - h0[i]) * (h[i] - h0[i]) / static_cast<double>(h.size());
            tokens += 1.0;
        }
    }
    plain.kl /= tokens;
    plain.l2 /= tokens;
    return plain;
}

double meanOf(const std::vector<double>& values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

/// The middle of three.
double middle(const std::vector<std::vector<double>>& rows)
{
    std::vector<double> means;
    for (const auto& row : rows)
        means.push_back(meanOf(row));
    std::sort(means.begin(), means.end());
    return means.at(1);
}

std::vector<double> plainWeights(TokenWeighting weighting, const Plain& plain, double threshold)
{
    std::vector<double> weights;
    double kept = 0.0;
    for (size_t r = 0; r < plain.losses.size(); ++r)
        for (size_t t = 0; t < plain.losses[r].size(); ++t) {
            double weight = 1.0;
            if (weighting == TokenWeighting::Flow)
                weight = std::exp(-meanOf(plain.baseLosses[r]) / middle(plain.baseLosses));
            if (weighting == TokenWeighting::Talr)
                weight = std::max(0.01, std::exp(-plain.losses[r][t] / middle(plain.losses)));
            if (weighting == TokenWeighting::Stm)
                weight = std::exp(plain.baseLosses[r][t]) <= threshold ? 1.0 : 0.0;
            kept += weighting == TokenWeighting::Stm ? weight : 1.0;
            weights.push_back(weight);
        }
    for (double& weight : weights)
        weight /= std::max(1.0, kept);
    return weights;
}

double objective(const Plain& plain, const std::vector<double>& weights, const AnswerTerms& terms)
{
    double sum = terms.klToBase * plain.kl + terms.l2ToBase * plain.l2;
    size_t i = 0;
    for (const auto& row : plain.losses)
        for (const double loss : row)
            sum += weights[i++] * loss;
    return sum;
}

void eachTerm()
{
    QTest::addColumn<QString>("weighting");
    QTest::addColumn<double>("kl");
    QTest::addColumn<double>("l2");
    QTest::addColumn<bool>("gated");
    for (const bool gated : {false, true}) {
        const auto row = [&](const char* what) -> QTestData& {
            return QTest::newRow(qPrintable(QString(what) + (gated ? ", gate" : "")));
        };
        row("KL") << "none" << 0.7 << 0.0 << gated;
        row("L2") << "none" << 0.0 << 0.4 << gated;
        row("FLOW") << "flow" << 0.0 << 0.0 << gated;
        row("TALR") << "talr" << 0.0 << 0.0 << gated;
        row("STM") << "stm" << 0.0 << 0.0 << gated;
        row("TALR, KL and L2") << "talr" << 0.3 << 0.2 << gated;
    }
}

/// A micro-batch of all examples with these terms, its weights from the base's losses.
MicroBatch batchOf(const SiameseModel& model, const std::vector<Example>& examples,
    const AnswerTerms& terms, double threshold)
{
    FrozenMemories memories(*model.decoder, nullptr, MemoryKeeping{});
    BaseLosses losses(*model.decoder, memories, examples);
    MicroBatch batch;
    batch.terms = terms;
    batch.weight = 0.5;
    std::vector<at::Tensor> rows;
    for (size_t i = 0; i < examples.size(); ++i) {
        batch.examples.push_back(&examples[i]);
        batch.base.push_back(memories.row(static_cast<int64_t>(i), examples[i]));
        rows.push_back(losses.row(static_cast<int64_t>(i)));
    }
    if (terms.weighting == TokenWeighting::Flow)
        batch.terms.weights = flowWeights(rows, *losses.medianRow({}));
    if (terms.weighting == TokenWeighting::Stm)
        batch.terms.weights = stmWeights(rows, threshold);
    return batch;
}

} // namespace

void AnswerTest::matchesItsFormula_data()
{
    eachTerm();
}

/// Values and gradient against a plain computation of the formulas in answer_loss.h.
void AnswerTest::matchesItsFormula()
{
    QFETCH(QString, weighting);
    QFETCH(double, kl);
    QFETCH(double, l2);
    QFETCH(bool, gated);
    const SiameseModel model = someModel(gated);
    const std::vector<Example> examples = someExamples();
    const AnswerTerms terms{tokenWeighting(weighting.toStdString()), {}, kl, l2};
    const Plain plain = measure(model, examples);
    std::vector<double> baseLosses;
    for (const auto& row : plain.baseLosses)
        baseLosses.insert(baseLosses.end(), row.begin(), row.end());
    std::sort(baseLosses.begin(), baseLosses.end());
    const double threshold = std::exp(0.5 * (baseLosses[4] + baseLosses[5])); // five tokens stay

    const MicroStepResult result = runMicroStep(model, batchOf(model, examples, terms, threshold));
    double mean = 0.0;
    for (const auto& row : plain.losses)
        for (const double loss : row)
            mean += loss / static_cast<double>(baseLosses.size());
    QVERIFY(std::abs(result.loss.item<double>() - mean) < 1e-5 * mean);
    QCOMPARE(result.klToBase.defined(), kl > 0.0);
    QCOMPARE(result.l2ToBase.defined(), l2 > 0.0);
    if (kl > 0.0)
        QVERIFY(std::abs(result.klToBase.item<double>() - plain.kl) < 1e-4 * plain.kl + 1e-6);
    if (l2 > 0.0)
        QVERIFY(std::abs(result.l2ToBase.item<double>() - plain.l2) < 1e-4 * plain.l2 + 1e-6);

    const std::vector<double> weights = plainWeights(terms.weighting, plain, threshold);
    const NamedTensors parameters = trained(model);
    std::vector<at::Tensor> directions;
    double slope = 0.0;
    at::manual_seed(9);
    for (const auto& [name, values] : parameters) {
        directions.push_back(at::randn(values.sizes()));
        slope += (values.grad() * directions.back()).sum().item<double>();
    }
    constexpr double kStep = 1e-3;
    const auto moved = [&](double step) {
        const c10::NoGradGuard noGraph;
        for (size_t i = 0; i < parameters.size(); ++i)
            at::Tensor(parameters[i].second).add_(directions[i], step);
        const double value = objective(measure(model, examples), weights, terms);
        for (size_t i = 0; i < parameters.size(); ++i)
            at::Tensor(parameters[i].second).sub_(directions[i], step);
        return 0.5 * value; // the micro-batch's weight
    };
    const double measured = (moved(kStep) - moved(-kStep)) / (2 * kStep);
    QVERIFY2(std::abs(measured - slope) <= 0.01 * std::abs(slope) + 1e-3,
        qPrintable(QString("slope %1, gradient %2").arg(measured).arg(slope)));
}

void AnswerTest::runsOnAnAccelerator()
{
    const std::vector<Example> examples = someExamples();
    const AnswerTerms terms{TokenWeighting::Talr, {}, 0.3, 0.2};
    std::vector<std::vector<double>> values;
    for (const at::Device device : {at::Device(at::kCPU), testAccelerator()}) {
        const SiameseModel model = someModel(true, device);
        const MicroStepResult result = runMicroStep(model, batchOf(model, examples, terms, 2.5));
        values.push_back({result.loss.item<double>(), result.klToBase.item<double>(),
            result.l2ToBase.item<double>()});
        for (const auto& [name, tensor] : trained(model))
            values.back().push_back(tensor.grad().norm().item<double>());
    }
    for (size_t i = 0; i < values[0].size(); ++i)
        QVERIFY(std::abs(values[0][i] - values[1][i]) <= 1e-4 * std::abs(values[0][i]) + 1e-5);
}

void AnswerTest::nothingIsLeftOfHardRows()
{
    const SiameseModel model = someModel(false);
    const std::vector<Example> examples = someExamples();
    const AnswerTerms terms{TokenWeighting::Stm, {}, 0.0, 0.0};
    runMicroStep(model, batchOf(model, examples, terms, 1.0 + 1e-9)); // every token is left out
    for (const auto& [name, tensor] : trained(model))
        QCOMPARE(tensor.grad().abs().max().item<double>(), 0.0);
}

void AnswerTest::weighsWhatIsKnownByHeart()
{
    const std::vector<at::Tensor> losses{at::zeros({3}), at::zeros({2}), at::full({1}, 4.0f)};
    const at::Tensor sixths = at::tensor({1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 0.01f}) / 6.0;
    QVERIFY(talrWeights(losses).allclose(sixths));
    QVERIFY(flowWeights(losses, 0.0).isfinite().all().item<bool>());
}
