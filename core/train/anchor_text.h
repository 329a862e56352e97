// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace interweave {

class Decoder;
class Tokenizer;
struct Recipe;

/// The general text of a recipe's section `anchor` in passages of anchor.passage_tokens tokens,
/// each a row with a query of one token: a text file, or the texts of a .jsonl file one after
/// another, cut from the beginning, every passage behind
/// what the tokenizer puts before a text; or text that the base model wrote itself with the run's
/// seed (replay_rows.h), beginning with `startId`. Empty where nothing is anchored. Throws
/// Error{InvalidArgument} for a text too short for one passage, Error{NotFound, Io, Cancelled}.
std::vector<Example> makeAnchorPassages(const Recipe& recipe,
    const std::shared_ptr<Decoder>& decoder, const Tokenizer& tokenizer, int64_t startId,
    std::stop_token stop);

} // namespace interweave
