// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

/// Which of the three voices answers.
enum class Branch { Base, Tuned, Interwoven };

/// "base", "tuned", "interwoven".
const char* name(Branch branch);
/// Throws Error{InvalidArgument} for another name.
Branch parseBranch(const std::string& name);

/// How the next token is chosen; the same seed gives the same tokens. Repetition penalty,
/// temperature, top-k and top-p mean what they mean in transformers and are applied in that order.
struct SamplingOptions {
    int64_t maxNewTokens = 256;
    double temperature = 0.0; // 0: the likeliest token, always
    int64_t topK = 0; // 0: no limit
    double topP = 1.0; // 1: no limit
    double repetitionPenalty = 1.0; // 1: none
    std::vector<std::string> stopStrings; // the answer ends before the first of them
    std::vector<int32_t> stopIds; // besides the model's and the tokenizer's end of sequence
    uint64_t seed = 0;
};

struct GeneratedToken {
    int32_t id = 0;
    std::string text; // what became certain with this token; may be empty
    double logprob
        = 0.0; // natural logarithm, of the model's own distribution (no temperature, no penalty)
    double baseShare = -1.0; // mean of the gate, 1 is base; −1 without a gate
};

enum class StopReason { EndOfSequence, StopString, Length, Cancelled };

/// "end", "stop string", "length", "cancelled".
const char* name(StopReason reason);
/// Throws Error{InvalidArgument} for another name.
StopReason parseStopReason(const std::string& name);

/// One answer.
struct Generation {
    std::vector<int32_t> ids; // with the token that ended it
    std::string text; // without stop string and special tokens
    std::vector<GeneratedToken> tokens;
    StopReason stopReason = StopReason::Length;
    int64_t promptTokens = 0;
    double seconds = 0.0; // wall time from the call to the answer's end, prompt included
    double tokensPerSecond = 0.0;
};

} // namespace interweave
