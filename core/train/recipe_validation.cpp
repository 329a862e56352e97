// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "core/train/make_optimizer.h"
#include "core/train/recipe.h"
#include "core/train/schedule.h"

#include <algorithm>

namespace interweave {

namespace {

[[noreturn]] void refuse(const std::string& key, const std::string& message)
{
    throw Error(ErrorCode::InvalidArgument, key, message);
}

void requireNotNegative(const std::string& key, double value)
{
    if (value < 0.0)
        refuse(key, "is " + std::to_string(value) + ", a number from 0 was expected");
}

void requireCount(const std::string& key, int64_t value, int64_t least)
{
    constexpr int64_t kMost = 1'000'000'000; // products of two counts stay in range
    if (value < least || value > kMost)
        refuse(key,
            "is " + std::to_string(value) + ", a number from " + std::to_string(least) + " to "
                + std::to_string(kMost) + " was expected");
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

void validateMethod(const Recipe& recipe)
{
    requireOneOf("method.peft", recipe.peft, {"lora", "full"});
    if (recipe.peft == "full" && recipe.siamese)
        refuse("method.siamese",
            "is true, but full-parameter training leaves no base model to interweave with; write "
            "siamese: false");
    if (recipe.fromScratch && recipe.peft != "full")
        refuse("method.full.from_scratch",
            "is true, but only method.peft: full can train a model from random weights");
    requireCount("method.lora.rank", recipe.lora.rank, 1);
    requirePositive("method.lora.alpha", recipe.lora.alpha);
    requireFraction("method.lora.dropout", recipe.lora.dropout);
    if (recipe.lora.targets.empty()
        || std::count(recipe.lora.targets.begin(), recipe.lora.targets.end(), "") > 0)
        refuse("method.lora.targets", "names no module");
    requireCount("method.gate.rank", recipe.gate.rank, 1);
    requireFraction("method.gate.dropout", recipe.gate.dropout);
    requirePositive("method.gate.learning_rate", recipe.gateLearningRate);
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
    if (!recipe.samples.prompts.empty() && recipe.peft == "full")
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
    requireCount("data.train.limit", recipe.data.limit, 0);
    validateMethod(recipe);
    validateOptimizer(train);
    validateSchedule(train);
    validateWatch(recipe);
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
    requireOneOf("train.dtype", train.dtype, {"auto", "fp32", "bf16", "fp16"});
    if (train.dtype == "fp16")
        refuse("train.dtype", "fp16 gradients underflow without loss scaling; use bf16 or fp32");
}

} // namespace interweave
