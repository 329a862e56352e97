// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include "core/support/error.h"
#include "core/support/random.h"
#include "core/train/micro_step.h"

#include <ATen/ATen.h>
#include <c10/core/AutogradState.h>
#include <cmath>

namespace interweave {

namespace {

enum Purpose : uint64_t {
    kAdapterDropout = 1,
    kGateDropout = 2
}; // never renumber: it would change runs

double valueOf(const at::Tensor& scalar)
{
    return scalar.item<double>();
}

/// Brings those that are defined to the CPU in one transfer, where each alone would wait for the
/// device.
void fetch(const std::vector<at::Tensor*>& scalars)
{
    std::vector<at::Tensor*> defined;
    std::vector<at::Tensor> wide;
    for (at::Tensor* scalar : scalars) {
        if (!scalar->defined())
            continue;
        defined.push_back(scalar);
        wide.push_back(scalar->to(at::kDouble));
    }
    if (defined.empty())
        return;
    const at::Tensor values = at::stack(wide).cpu();
    for (size_t i = 0; i < defined.size(); ++i)
        *defined[i] = values[static_cast<int64_t>(i)];
}

void describeGate(const std::vector<MicroStepResult>& parts, StepReport& report)
{
    double sum = 0.0;
    double squares = 0.0;
    double count = 0.0;
    for (const MicroStepResult& part : parts) {
        sum += valueOf(part.shareSum);
        squares += valueOf(part.shareSquareSum);
        count += static_cast<double>(part.shareCount);
    }
    const double mean = sum / count;
    report.gateMean = mean;
    report.gateStd = std::sqrt(std::max(0.0, squares / count - mean * mean));
}

void addMean(std::optional<double>& mean, const at::Tensor& part, size_t parts)
{
    if (part.defined())
        mean = mean.value_or(0.0) + valueOf(part) / static_cast<double>(parts);
}

/// adapterHash: of the tuned branch; empty: the base.
MemoryKeeping keepingOf(const TrainerSettings& settings, const std::string& adapterHash = {})
{
    return {settings.keepMemories, settings.keepMemories ? settings.archive : nullptr,
        settings.modelHash + adapterHash};
}

/// The base's; in host memory only where every epoch asks for them.
MemoryKeeping baseKeeping(const TrainerSettings& settings, bool everyEpoch)
{
    MemoryKeeping keeping = keepingOf(settings);
    keeping.inMemory = keeping.inMemory && everyEpoch;
    return keeping;
}

/// Whether the tuned memories never change.
bool isTunedFrozen(const SiameseModel& model, const TrainerSettings& settings)
{
    return model.adapter && !settings.trainAdapter && !(model.gate && model.gate->fusesLayers());
}

AnchorSettings anchorOf(const SiameseModel& model, const TrainerSettings& settings)
{
    AnchorSettings anchor = settings.anchor;
    anchor.gateDropout = settings.gateDropout;
    anchor.seed = settings.seed;
    anchor.memories = keepingOf(settings);
    if (isTunedFrozen(model, settings))
        anchor.tunedMemories = keepingOf(settings, model.adapter->hash());
    return anchor;
}

} // namespace

Trainer::Trainer(SiameseModel& model, const ExampleSet& examples, const TrainerSettings& settings)
    : m_model(model)
    , m_examples(examples)
    , m_settings(settings)
    , m_baseMemories(*model.decoder, nullptr, baseKeeping(settings, needsBaseMemories()),
          model.gate ? model.gate->config().layers : std::vector<int64_t>{})
    , m_baseLosses(*model.decoder, m_baseMemories, examples)
    , m_anchor(model, anchorOf(model, settings))
    , m_optimizer(makeOptimizer(settings.optimizer))
{
    if (!model.adapter && !model.full)
        throw Error(ErrorCode::InvalidArgument, "", "the model has nothing to train");
    if (model.full) {
        m_optimizer->addGroup(model.full->matrices(), settings.learningRate);
        m_optimizer->addGroup(model.full->vectors(), settings.learningRate, /*decays=*/false);
    }
    const bool frozen = !settings.trainAdapter;
    if (frozen)
        m_settings.adapterDropout = 0.0;
    if (isTunedFrozen(model, settings))
        m_tunedMemories.emplace(
            *model.decoder, model.adapter.get(), keepingOf(settings, model.adapter->hash()));
    if (model.adapter && !frozen)
        m_optimizer->addGroup(model.adapter->parameters(), settings.learningRate);
    if (model.gate && !model.gate->parameters().empty())
        m_optimizer->addGroup(model.gate->parameters(), settings.gateLearningRate);
}

bool Trainer::needsBaseMemories() const
{
    return m_model.gate || m_settings.klToBase > 0.0 || m_settings.l2ToBase > 0.0;
}

std::optional<AnswerTerms> Trainer::termsOf(
    const std::vector<int64_t>& indices, const std::function<bool()>& goOn)
{
    AnswerTerms terms{m_settings.weighting, {}, m_settings.klToBase, m_settings.l2ToBase};
    if (terms.weighting != TokenWeighting::Flow && terms.weighting != TokenWeighting::Stm)
        return terms;
    std::vector<at::Tensor> losses;
    for (const int64_t index : indices)
        losses.push_back(m_baseLosses.row(index));
    if (terms.weighting == TokenWeighting::Stm) {
        terms.weights = stmWeights(losses, m_settings.stmThreshold);
        return terms;
    }
    const std::optional<double> scale = m_baseLosses.medianRow(goOn);
    if (!scale)
        return std::nullopt;
    terms.weights = flowWeights(losses, *scale);
    return terms;
}

int64_t Trainer::keptMemoryBytes() const
{
    return m_baseMemories.keptBytes() + m_anchor.keptBytes()
        + (m_tunedMemories ? m_tunedMemories->keptBytes() : 0);
}

std::optional<StepReport> Trainer::step(int64_t step,
    const std::vector<std::vector<int64_t>>& microBatches, const std::function<bool()>& goOn)
{
    // Backward in the calling thread: torch would hand a device's over to a thread that this one
    // then waits for.
    c10::AutogradState::get_tls_state().set_multithreading_enabled(false);
    m_optimizer->zeroGradients(); // also what an abandoned step left
    if (m_model.adapter)
        m_model.adapter->beforeStep();
    std::vector<MicroStepResult> parts;
    for (const std::vector<int64_t>& indices : microBatches) {
        if (goOn && !goOn())
            return std::nullopt;
        const auto seed = [&](Purpose purpose) {
            return deriveSeed(
                m_settings.seed, {purpose, static_cast<uint64_t>(step), parts.size()});
        };
        MicroBatch batch;
        batch.adapterDropout = {m_settings.adapterDropout, seed(kAdapterDropout)};
        batch.gateDropout = {m_settings.gateDropout, seed(kGateDropout)};
        if (m_settings.recomputeActivations)
            batch.activations = Activations::Recomputed;
        std::optional<AnswerTerms> terms = termsOf(indices, goOn);
        if (!terms)
            return std::nullopt;
        batch.terms = std::move(*terms);
        batch.weight = 1.0 / static_cast<double>(microBatches.size());
        std::vector<Example> rows; // those of the micro-batch, for as long as it takes
        rows.reserve(indices.size());
        for (const int64_t index : indices) {
            const Example& example = rows.emplace_back(m_examples[index]);
            batch.examples.push_back(&example);
            if (needsBaseMemories())
                batch.base.push_back(m_baseMemories.row(index, example));
            if (m_tunedMemories)
                batch.tuned.push_back(m_tunedMemories->row(index, example));
        }
        parts.push_back(runMicroStep(m_model, batch));
    }
    std::optional<Anchor::Result> anchor = m_anchor.addGradients(step);

    StepReport report;
    if (m_model.adapter && m_settings.trainAdapter)
        report.penalty = m_model.adapter->penaltyBackward();
    const double factor = m_settings.schedule.factor(step);
    report.learningRate = m_settings.trainAdapter ? m_settings.learningRate * factor : 0.0;
    report.gateLearningRate = m_model.gate ? m_settings.gateLearningRate * factor : 0.0;
    report.gradientNorm = m_optimizer->gradientNorm();
    std::vector<at::Tensor*> scalars;
    for (MicroStepResult& part : parts)
        scalars.insert(scalars.end(),
            {&part.loss, &part.klToBase, &part.l2ToBase, &part.shareSum, &part.shareSquareSum});
    if (anchor)
        scalars.insert(scalars.end(), {&anchor->loss, &anchor->baseShare});
    fetch(scalars);
    for (size_t i = 0; i < parts.size(); ++i) {
        const double loss = valueOf(parts[i].loss);
        report.loss += loss / static_cast<double>(parts.size());
        report.tokens += parts[i].tokens;
        addMean(report.klToBase, parts[i].klToBase, parts.size());
        addMean(report.l2ToBase, parts[i].l2ToBase, parts.size());
        if (!std::isfinite(loss))
            report.badExamples.insert(
                report.badExamples.end(), microBatches[i].begin(), microBatches[i].end());
    }
    if (m_model.gate)
        describeGate(parts, report);
    if (anchor) {
        report.anchorLoss = valueOf(anchor->loss);
        if (anchor->baseShare.defined())
            report.anchorGateMean = valueOf(anchor->baseShare);
    }
    report.taken = std::isfinite(report.loss) && std::isfinite(report.gradientNorm);
    if (!report.taken) {
        if (report.badExamples.empty())
            for (const std::vector<int64_t>& indices : microBatches)
                report.badExamples.insert(report.badExamples.end(), indices.begin(), indices.end());
        return report;
    }
    const double limit = m_settings.maxGradientNorm;
    const double scale = limit > 0.0 ? std::min(1.0, limit / (report.gradientNorm + 1e-6)) : 1.0;
    m_optimizer->step(factor, scale);
    if (m_model.adapter && m_settings.trainAdapter)
        m_model.adapter->afterStep(step + 1, scale);
    if (m_model.full)
        m_model.full->refresh();
    return report;
}

} // namespace interweave
