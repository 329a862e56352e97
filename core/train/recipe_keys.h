// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/recipe.h"

namespace interweave {

/// Every key of a recipe, once: calls visit(dotted key, value) in the order in which a recipe is
/// written. Keys of one section stand together. RecipeType is Recipe or const Recipe.
template <class RecipeType, class Visitor>
void visitRecipeKeys(RecipeType& recipe, Visitor&& visit)
{
    visit("name", recipe.name);
    visit("model", recipe.model);

    visit("data.train.path", recipe.data.path);
    visit("data.train.format", recipe.data.format);
    visit("data.train.template", recipe.data.rowTemplate);
    visit("data.train.prompt", recipe.data.prompt);
    visit("data.train.answer", recipe.data.answer);
    visit("data.train.limit", recipe.data.limit);
    visit("data.train.input_field", recipe.data.inputField);
    visit("data.train.output_field", recipe.data.outputField);
    visit("data.train.skip_bad_lines", recipe.data.skipBadLines);
    visit("data.validation.path", recipe.validation.path);
    visit("data.validation.limit", recipe.validation.limit);
    visit("data.validation.split", recipe.validation.split);

    visit("method.peft", recipe.peft.method);
    visit("method.lora.rank", recipe.peft.lora.rank);
    visit("method.lora.alpha", recipe.peft.lora.alpha);
    visit("method.lora.dropout", recipe.peft.lora.dropout);
    visit("method.lora.rank_stabilised", recipe.peft.lora.rankStabilised);
    visit("method.lora.dora", recipe.peft.lora.dora);
    visit("method.lora.initialisation", recipe.peft.lora.initialisation);
    visit("method.lora.targets", recipe.peft.lora.targets);
    visit("method.lora.ranks", recipe.peft.lora.ranks);
    visit("method.adalora.initial_rank", recipe.peft.adalora.initialRank);
    visit("method.adalora.target_rank", recipe.peft.adalora.targetRank);
    visit("method.adalora.initial_steps", recipe.peft.adalora.initialSteps);
    visit("method.adalora.final_steps", recipe.peft.adalora.finalSteps);
    visit("method.adalora.interval", recipe.peft.adalora.interval);
    visit("method.adalora.beta1", recipe.peft.adalora.beta1);
    visit("method.adalora.beta2", recipe.peft.adalora.beta2);
    visit("method.adalora.orthogonality", recipe.peft.adalora.orthogonality);
    visit("method.ia3.targets", recipe.peft.ia3.targets);
    visit("method.ia3.feedforward", recipe.peft.ia3.feedforward);
    visit("method.vera.rank", recipe.peft.vera.rank);
    visit("method.vera.initial_scale", recipe.peft.vera.initialScale);
    visit("method.vera.dropout", recipe.peft.vera.dropout);
    visit("method.vera.targets", recipe.peft.vera.targets);
    visit("method.bitfit.targets", recipe.peft.bitfit.targets);
    visit("method.ln_tuning.targets", recipe.peft.lnTuning.targets);
    visit("method.prompt_tuning.tokens", recipe.peft.promptTuning.tokens);
    visit("method.prefix_tuning.tokens", recipe.peft.prefixTuning.tokens);
    visit("method.lora_moe.experts", recipe.peft.loraMoe.experts);
    visit("method.lora_moe.rank", recipe.peft.loraMoe.rank);
    visit("method.lora_moe.alpha", recipe.peft.loraMoe.alpha);
    visit("method.lora_moe.dropout", recipe.peft.loraMoe.dropout);
    visit("method.lora_moe.balance", recipe.peft.loraMoe.balance);
    visit("method.lora_moe.targets", recipe.peft.loraMoe.targets);
    visit("method.adapter", recipe.adapter);
    visit("method.train_adapter", recipe.trainAdapter);
    visit("method.full.from_scratch", recipe.fromScratch);
    visit("method.siamese", recipe.siamese);
    visit("method.gate.fusion", recipe.gate.fusion);
    visit("method.gate.share", recipe.gate.share);
    visit("method.gate.rank", recipe.gate.rank);
    visit("method.gate.bias", recipe.gate.bias);
    visit("method.gate.layers", recipe.gate.layers);
    visit("method.gate.dropout", recipe.gate.dropout);
    visit("method.gate.learning_rate", recipe.gateLearningRate);

    visit("anchor.path", recipe.anchor.path);
    visit("anchor.self", recipe.anchor.self);
    visit("anchor.limit", recipe.anchor.limit);
    visit("anchor.passage_tokens", recipe.anchor.passageTokens);
    visit("anchor.passages", recipe.anchor.passagesPerStep);
    visit("anchor.every", recipe.anchor.every);
    visit("anchor.weight", recipe.anchor.weight);

    visit("train.epochs", recipe.train.epochs);
    visit("train.max_steps", recipe.train.maxSteps);
    visit("train.batch_size", recipe.train.batchSize);
    visit("train.batch_tokens", recipe.train.batchTokens);
    visit("train.group_by_length", recipe.train.groupByLength);
    visit("train.gradient_accumulation", recipe.train.gradientAccumulation);
    visit("train.optimizer", recipe.train.optimizer);
    visit("train.learning_rate", recipe.train.learningRate);
    visit("train.weight_decay", recipe.train.weightDecay);
    visit("train.adam_beta1", recipe.train.adamBeta1);
    visit("train.adam_beta2", recipe.train.adamBeta2);
    visit("train.adam_epsilon", recipe.train.adamEpsilon);
    visit("train.adafactor_decay", recipe.train.adafactorDecay);
    visit("train.adafactor_clip", recipe.train.adafactorClip);
    visit("train.adafactor_scale_parameter", recipe.train.adafactorScale);
    visit("train.momentum", recipe.train.momentum);
    visit("train.schedule", recipe.train.schedule);
    visit("train.decay_ratio", recipe.train.decayRatio);
    visit("train.decay_shape", recipe.train.decayShape);
    visit("train.min_rate_ratio", recipe.train.minRateRatio);
    visit("train.warmup_ratio", recipe.train.warmupRatio);
    visit("train.warmup_steps", recipe.train.warmupSteps);
    visit("train.max_gradient_norm", recipe.train.maxGradientNorm);
    visit("train.kl_to_base", recipe.train.klToBase);
    visit("train.l2_to_base", recipe.train.l2ToBase);
    visit("train.weighting", recipe.train.weighting);
    visit("train.stm_threshold", recipe.train.stmThreshold);
    visit("train.replay_ratio", recipe.train.replayRatio);
    visit("train.replay_tokens", recipe.train.replayTokens);
    visit("train.max_bad_steps", recipe.train.maxBadSteps);
    visit("train.seed", recipe.train.seed);
    visit("train.max_input_tokens", recipe.train.maxInputTokens);
    visit("train.max_output_tokens", recipe.train.maxOutputTokens);
    visit("train.checkpoint_every", recipe.train.checkpointEvery);
    visit("train.keep_checkpoints", recipe.train.keepCheckpoints);
    visit("train.dtype", recipe.train.dtype);
    visit("train.device", recipe.train.device);
    visit("train.threads", recipe.train.threads);
    visit("train.gradient_checkpointing", recipe.train.gradientCheckpointing);
    visit("train.memory_cache", recipe.train.memoryCache);
    visit("train.memory_cache_gib", recipe.train.memoryCacheGib);

    visit("eval.suite", recipe.watch.suite);
    visit("eval.every", recipe.watch.every);
    visit("eval.limit", recipe.watch.limit);
    visit("eval.branch", recipe.watch.branch);
    visit("eval.score", recipe.watch.score);
    visit("eval.stop_after", recipe.watch.stopAfter);
    visit("eval.keep_best", recipe.watch.keepBest);
    visit("eval.end_with_best", recipe.watch.endWithBest);

    visit("budget.text", recipe.budget.text);
    visit("budget.task", recipe.budget.task);
    visit("budget.allowed", recipe.budget.allowed);
    visit("budget.action", recipe.budget.action);

    visit("samples.prompts", recipe.samples.prompts);
    visit("samples.max_new", recipe.samples.maxNew);
    visit("samples.stop_at_newline", recipe.samples.stopAtNewline);
}

} // namespace interweave
