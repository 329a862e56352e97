// SPDX-License-Identifier: Apache-2.0
#include "core/data/records.h"
#include "core/data/row_template.h"
#include "core/siamese/fusion.h"
#include "core/support/error.h"
#include "core/train/answer_weights.h"
#include "core/train/make_optimizer.h"
#include "core/train/recipe.h"
#include "core/train/schedule.h"

#include <algorithm>
#include <functional>

namespace interweave {

namespace {

constexpr int64_t kMost = 1'000'000'000; // products of two counts stay in range

[[noreturn]] void refuse(const std::string& key, const std::string& message)
{
    throw Error(ErrorCode::InvalidArgument, key, message);
}

void requireNotNegative(const std::string& key, double value)
{
    if (value < 0.0)
        refuse(key, "is " + std::to_string(value) + ", a number from 0 was expected");
}

void requireCount(const std::string& key, int64_t value, int64_t least, int64_t most = kMost)
{
    if (value < least || value > most)
        refuse(key,
            "is " + std::to_string(value) + ", a number from " + std::to_string(least) + " to "
                + std::to_string(most) + " was expected");
}

void requirePositive(const std::string& key, double value)
{
    if (!(value > 0.0))
        refuse(key, "is " + std::to_string(value) + ", a number above 0 was expected");
}

void requireFraction(const std::string& key, double value)
{
    if (!(value >= 0.0 && value < 1.0))
        refuse(key, "is " + std::to_string(value) + ", a number from 0 to below 1 was expected");
}

void requireOneOf(
    const std::string& key, const std::string& value, const std::vector<std::string>& known)
{
    if (std::find(known.begin(), known.end(), value) != known.end())
        return;
    std::string list;
    for (const std::string& name : known)
        list += (list.empty() ? "" : ", ") + name;
    refuse(key, "is '" + value + "', one of these was expected: " + list);
}

void validateData(const DataSource& data)
{
    requireCount("data.train.limit", data.limit, 0);
    if (data.format != "auto" && !isRecordFormat(data.format))
        refuse("data.train.format",
            "is '" + data.format
                + "', one of these was expected: auto, jsonl, json, csv, tsv, text");
    if (!data.rowTemplate.empty())
        rowTemplate(data.rowTemplate);
    if (!data.rowTemplate.empty() && !data.prompt.empty())
        refuse("data.train.prompt", "is given beside data.train.template, which says it all");
    if (data.prompt.empty() != data.answer.empty())
        refuse(data.prompt.empty() ? "data.train.prompt" : "data.train.answer",
            "is missing: prompt and answer make a template together");
}

void requireNames(const std::string& key, const std::vector<std::string>& names)
{
    if (names.empty() || std::ranges::count(names, "") > 0)
        refuse(key, "names no module");
}

void validatePeft(const PeftConfig& peft)
{
    std::vector<std::string> methods = peftMethodNames();
    methods.emplace_back("full");
    requireOneOf("method.peft", peft.method, methods);
    requirePositive("method.lora.alpha", peft.lora.alpha);
    requireFraction("method.lora.dropout", peft.lora.dropout);
    requireOneOf(
        "method.lora.initialisation", peft.lora.initialisation, {"default", "pissa", "olora"});
    const bool isSavedTwiceAsWide = peft.lora.initialisation != "default"; // lora.h
    requireCount(
        "method.lora.rank", peft.lora.rank, 1, isSavedTwiceAsWide ? kMaxRank / 2 : kMaxRank);
    requireNames("method.lora.targets", peft.lora.targets);
    requireCount("method.adalora.initial_rank", peft.adalora.initialRank, 1, kMaxRank);
    requireCount("method.adalora.target_rank", peft.adalora.targetRank, 1, kMaxRank);
    requireCount("method.adalora.initial_steps", peft.adalora.initialSteps, 0);
    requireCount("method.adalora.final_steps", peft.adalora.finalSteps, 0);
    requireCount("method.adalora.interval", peft.adalora.interval, 1);
    requireFraction("method.adalora.beta1", peft.adalora.beta1);
    requireFraction("method.adalora.beta2", peft.adalora.beta2);
    requireNotNegative("method.adalora.orthogonality", peft.adalora.orthogonality);
    if (peft.adalora.targetRank > peft.adalora.initialRank)
        refuse("method.adalora.target_rank", "is larger than initial_rank");
    requireNames("method.ia3.targets", peft.ia3.targets);
    requireCount("method.vera.rank", peft.vera.rank, 1, kMaxRank);
    requireFraction("method.vera.dropout", peft.vera.dropout);
    requireNames("method.vera.targets", peft.vera.targets);
    requireNames("method.bitfit.targets", peft.bitfit.targets);
    requireNames("method.ln_tuning.targets", peft.lnTuning.targets);
    requireCount("method.prompt_tuning.tokens", peft.promptTuning.tokens, 1, kMaxVirtualTokens);
    requireCount("method.prefix_tuning.tokens", peft.prefixTuning.tokens, 1, kMaxVirtualTokens);
    requireCount("method.lora_moe.experts", peft.loraMoe.experts, 1, kMaxExperts);
    requireCount("method.lora_moe.rank", peft.loraMoe.rank, 1, kMaxRank);
    requirePositive("method.lora_moe.alpha", peft.loraMoe.alpha);
    requireFraction("method.lora_moe.dropout", peft.loraMoe.dropout);
    requireNotNegative("method.lora_moe.balance", peft.loraMoe.balance);
    requireNames("method.lora_moe.targets", peft.loraMoe.targets);
}

void validateMethod(const Recipe& recipe)
{
    if (recipe.peft.trainsAllWeights() && recipe.siamese)
        refuse("method.siamese",
            "is true, but full-parameter training leaves no base model to interweave with; write "
            "siamese: false");
    if (recipe.fromScratch && !recipe.peft.trainsAllWeights())
        refuse("method.full.from_scratch",
            "is true, but only method.peft: full can train a model from random weights");
    validatePeft(recipe.peft);
    requireOneOf("method.gate.fusion", recipe.gate.fusion, fusionNames());
    if (!(recipe.gate.share >= 0.0 && recipe.gate.share <= 1.0))
        refuse("method.gate.share",
            "is " + std::to_string(recipe.gate.share) + ", a number from 0 to 1 was expected");
    const std::vector<int64_t>& layers = recipe.gate.layers;
    if (std::ranges::adjacent_find(layers, std::greater_equal<>()) != layers.end())
        refuse("method.gate.layers", "expected rising layer numbers");
    for (const int64_t layer : layers)
        requireCount("method.gate.layers", layer, 0, kMaxGateLayer);
    requireCount("method.gate.rank", recipe.gate.rank, 1, kMaxGateRank);
    requireFraction("method.gate.dropout", recipe.gate.dropout);
    requirePositive("method.gate.learning_rate", recipe.gateLearningRate);
}

void validateStart(const Recipe& recipe)
{
    if (!recipe.adapter.empty() && recipe.peft.trainsAllWeights())
        refuse("method.adapter", "is given, but full-parameter training has no adapter");
    if (recipe.trainAdapter)
        return;
    if (recipe.adapter.empty())
        refuse("method.train_adapter",
            "is false, but no method.adapter is given: a fresh adapter changes nothing, and there "
            "would be nothing to mix");
    if (recipe.train.l2ToBase > 0.0)
        refuse("train.l2_to_base",
            "is set, but method.train_adapter is false: the tuned memories do not change");
    if (!recipe.siamese || gateParameters(recipe.gate, 1).empty())
        refuse("method.train_adapter",
            "is false, but there is no gate to train: method.siamese is off or the fusion mode has "
            "no parameters");
}

void validateAnchor(const Recipe& recipe)
{
    const AnchorRecipe& anchor = recipe.anchor;
    if (!anchor.path.empty() && anchor.self)
        refuse("anchor.self", "is true, but anchor.path names a text file; give one of them");
    GateConfig gate = recipe.gate;
    gate.layers.clear(); // those are not anchored
    const std::string key = anchor.self ? "anchor.self" : "anchor.path";
    if (anchor.isOn() && recipe.siamese && gateParameters(gate, 1).empty())
        refuse(key, "is given, but the fusion mode has no parameters to hold");
    if (anchor.isOn() && recipe.peft.trainsAllWeights())
        refuse(key, "is given, but training all weights leaves no base to be held to");
    requireCount("anchor.limit", anchor.limit, 0);
    requireCount("anchor.passage_tokens", anchor.passageTokens, 2);
    requireCount("anchor.passages", anchor.passagesPerStep, 1);
    requireCount("anchor.every", anchor.every, 1);
    requirePositive("anchor.weight", anchor.weight);
}

void validateOptimizer(const TrainSettings& train)
{
    requireOneOf("train.optimizer", train.optimizer, optimizerNames());
    requirePositive("train.learning_rate", train.learningRate);
    requireNotNegative("train.weight_decay", train.weightDecay);
    requireFraction("train.adam_beta1", train.adamBeta1);
    requireFraction("train.adam_beta2", train.adamBeta2);
    requirePositive("train.adam_epsilon", train.adamEpsilon);
    requirePositive("train.adafactor_decay", train.adafactorDecay);
    requirePositive("train.adafactor_clip", train.adafactorClip);
    requireFraction("train.momentum", train.momentum);
    requireNotNegative("train.max_gradient_norm", train.maxGradientNorm);
}

void validateSchedule(const TrainSettings& train)
{
    const ScheduleKind kind = scheduleKind(train.schedule);
    decayShape(train.decayShape);
    requireFraction("train.warmup_ratio", train.warmupRatio);
    requireCount("train.warmup_steps", train.warmupSteps, 0);
    if (!(train.decayRatio > 0.0 && train.decayRatio <= 1.0))
        refuse("train.decay_ratio",
            "is " + std::to_string(train.decayRatio)
                + ", a number above 0 and at most 1 was expected");
    requireFraction("train.min_rate_ratio", train.minRateRatio);
    if (train.minRateRatio > 0.0 && kind == ScheduleKind::Constant)
        refuse("train.min_rate_ratio",
            "is " + std::to_string(train.minRateRatio)
                + ", but train.schedule: constant never falls");
    if (train.maxSteps > 0 && train.warmupSteps > train.maxSteps)
        refuse("train.warmup_steps",
            "is " + std::to_string(train.warmupSteps) + ", more than train.max_steps ("
                + std::to_string(train.maxSteps) + "): the learning rate would never be reached");
}

/// Terms and rows that hold a run near its base.
void validateBaseTerms(const Recipe& recipe)
{
    const TrainSettings& train = recipe.train;
    requireNotNegative("train.kl_to_base", train.klToBase);
    requireNotNegative("train.l2_to_base", train.l2ToBase);
    const TokenWeighting weighting = tokenWeighting(train.weighting);
    if (!(train.stmThreshold > 1.0))
        refuse("train.stm_threshold",
            "is " + std::to_string(train.stmThreshold) + ", a perplexity above 1 was expected");
    requireNotNegative("train.replay_ratio", train.replayRatio);
    requireCount("train.replay_tokens", train.replayTokens, 2);
    if (recipe.fromScratch && train.replayRatio > 0.0)
        refuse("train.replay_ratio",
            "asks for texts of a base model, but training from scratch has none");
    if (!recipe.peft.trainsAllWeights())
        return;
    const std::string none = ", but full-parameter training leaves no base model to hold on to";
    if (train.klToBase > 0.0)
        refuse("train.kl_to_base", "is set" + none);
    if (train.l2ToBase > 0.0)
        refuse("train.l2_to_base", "is set" + none);
    if (weighting == TokenWeighting::Flow || weighting == TokenWeighting::Stm)
        refuse("train.weighting", "is " + train.weighting + none);
}

void validateValidation(const ValidationSettings& validation)
{
    requireCount("data.validation.limit", validation.limit, 0);
    requireFraction("data.validation.split", validation.split);
    if (!validation.path.empty() && validation.split > 0.0)
        refuse("data.validation.split", "is set beside data.validation.path; one of them is meant");
}

void validateScore(const Recipe& recipe)
{
    const WatchSettings& watch = recipe.watch;
    requireCount("eval.stop_after", watch.stopAfter, 0);
    if (watch.score.empty() && (watch.stopAfter > 0 || watch.keepBest || watch.endWithBest))
        refuse("eval.score",
            "is empty, but eval.stop_after, keep_best or end_with_best ask which evaluation is the "
            "best; write loss, or a task of eval.suite");
    if (watch.score == "loss" && !recipe.validation.isSet())
        refuse("eval.score",
            "is loss, but there are no validation rows to take it of: set data.validation.path or "
            "split");
    if (!watch.score.empty() && watch.score != "loss" && watch.suite.empty())
        refuse(
            "eval.score", "is '" + watch.score + "', but there is no eval.suite with such a task");
    if (watch.stopAfter > 0 && watch.every == 0)
        refuse(
            "eval.stop_after", "is set, but eval.every is 0: nothing is evaluated before the end");
}

void validateBudget(const Recipe& recipe)
{
    const BudgetSettings& budget = recipe.budget;
    requireNotNegative("budget.allowed", budget.allowed);
    requireOneOf("budget.action", budget.action, {"warn", "stop", "roll_back"});
    if (!budget.text.empty() && !budget.task.empty())
        refuse("budget.task", "is set beside budget.text; one of them is meant");
    if (!budget.task.empty() && recipe.watch.suite.empty())
        refuse(
            "budget.task", "is '" + budget.task + "', but there is no eval.suite with such a task");
}

void validateWatch(const Recipe& recipe)
{
    requireCount("eval.every", recipe.watch.every, 0);
    requireCount("eval.limit", recipe.watch.limit, 0);
    requireOneOf("eval.branch", recipe.watch.branch, {"", "tuned", "interwoven"});
    if (recipe.watch.branch == "interwoven" && !recipe.siamese)
        refuse("eval.branch", "is interwoven, but method.siamese is off: there is no gate");
}

void validateSamples(const Recipe& recipe)
{
    requireCount("samples.max_new", recipe.samples.maxNew, 1);
    if (std::ranges::count(recipe.samples.prompts, "") > 0)
        refuse("samples.prompts", "has an empty prompt");
    if (!recipe.samples.prompts.empty() && recipe.peft.trainsAllWeights())
        refuse("samples.prompts", "are answered by branches, and full-parameter training has none");
}

} // namespace

void validate(const Recipe& recipe)
{
    const TrainSettings& train = recipe.train;
    if (recipe.model.empty())
        refuse("model", "is missing: the folder or .gguf file of the model to train");
    if (recipe.data.path.empty())
        refuse("data.train.path", "is missing: a JSON lines file with the rows to train on");
    validateData(recipe.data);
    validateMethod(recipe);
    validateStart(recipe);
    validateAnchor(recipe);
    validateOptimizer(train);
    validateSchedule(train);
    validateBaseTerms(recipe);
    validateValidation(recipe.validation);
    validateWatch(recipe);
    validateScore(recipe);
    validateBudget(recipe);
    validateSamples(recipe);
    requireCount("train.epochs", train.epochs, 1);
    requireCount("train.max_steps", train.maxSteps, 0);
    requireCount("train.batch_size", train.batchSize, 1);
    requireCount("train.batch_tokens", train.batchTokens, 0);
    requireCount("train.gradient_accumulation", train.gradientAccumulation, 1);
    requireCount("train.max_bad_steps", train.maxBadSteps, 1);
    requireCount("train.max_input_tokens", train.maxInputTokens, 1);
    requireCount("train.max_output_tokens", train.maxOutputTokens, 2); // one token and the eos
    requireCount("train.checkpoint_every", train.checkpointEvery, 0);
    requireCount("train.keep_checkpoints", train.keepCheckpoints, 1);
    requireCount("train.threads", train.threads, 0);
    requireNotNegative("train.memory_cache_gib", train.memoryCacheGib);
    requireOneOf("train.dtype", train.dtype, {"auto", "fp32", "bf16", "fp16"});
    if (train.dtype == "fp16")
        refuse("train.dtype", "fp16 gradients underflow without loss scaling; use bf16 or fp32");
}

} // namespace interweave
