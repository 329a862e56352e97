// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// A plain adapter's cheap rival to a gate, which needs no training: the way from base to tuned,
/// walked with one number for all tokens.
struct Blend {
    enum class Kind {
        None, // the model as it is
        AdapterScale, // W + tuned · (W_adapted − W)
        LogitMix, // (1 − tuned) · base logits + tuned · tuned logits
    };
    Kind kind = Kind::None;
    double tuned = 1.0; // 0 is the base, 1 the adapter as it is

    friend bool operator==(const Blend&, const Blend&) = default;
};

/// "", "adapter_scale", "logit_mix".
std::string_view name(Blend::Kind kind);
/// Throws Error{InvalidArgument} for another name.
Blend::Kind parseBlendKind(std::string_view name);
/// "adapter scale 0.3", "logit mix 0.3"; empty for None.
std::string label(const Blend& blend);

/// The 11 points 0, 0.1 … 1.
std::vector<Blend> blendSweep(Blend::Kind kind);

} // namespace interweave
