// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

/// A token as it stands in a text.
struct TextToken {
    int32_t id = 0;
    std::string text;
};

struct TokenCandidate {
    int32_t id = 0;
    std::string text;
    double probability = 0.0;
};

/// What one of the three voices would have said at one place.
struct VoiceTrace {
    double chosenProbability = 0.0; // of the token that stands there
    std::vector<TokenCandidate> top; // likeliest first
};

/// How one token of an answer came about. Logarithms are natural.
struct TokenTrace {
    TextToken token;
    double gateMean = 0.0; // the base memory's share: 1 is base, 0 is tuned
    double gateStd = 0.0; // over the hidden dimensions, as are the next two
    double gateMin = 0.0;
    double gateMax = 0.0;
    std::vector<double> channels; // each rank channel's signed part in the gate's mean
                                  // pre-activation; empty for a mode without a gate
    VoiceTrace base;
    VoiceTrace tuned;
    VoiceTrace interwoven;
    double klBase = 0.0; // KL(base ‖ interwoven)
    double klTuned = 0.0; // KL(tuned ‖ interwoven)
    double entropy = 0.0; // of the interwoven distribution
    double logit = 0.0; // of the token, interwoven: the sum of the next three
    double logitFromBase = 0.0;
    double logitFromTuned = 0.0;
    double logitRest = 0.0; // the head's bias, and rounding
};

struct Trace {
    std::vector<TextToken> query; // the prompt: what the gate's query means are taken over
    std::vector<TokenTrace> answer;
    std::string adapterHash; // which adapter and gate this was
    std::string gateHash;
};

} // namespace interweave
