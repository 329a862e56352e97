// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

namespace interweave {

/// How near a tuned branch at some strength comes to the interwoven one, over answer tokens.
struct Fidelity {
    double kl = 0.0; // mean KL(interwoven ‖ it), nats per token
    double agreement = 0.0; // share of tokens where both hold the same one likeliest
};

/// The best single mix, and what it loses.
struct ConstantGateFit {
    double tuned = 1.0; // the adapter's strength
    Fidelity best; // at that strength
    Fidelity full; // of the adapter as it is
    Fidelity base; // of no adapter
    int64_t rows = 0;
    int64_t tokens = 0; // answer tokens that it was measured on
};

/// A run whose gate is to become one number.
struct ConstantGateRequest {
    std::string run;
    std::string folder; // to be written, a PEFT folder
    std::string data; // rows to measure on, in the form of the run's; empty: its training rows
    int64_t limit = 64; // of them, the first
};

} // namespace interweave
