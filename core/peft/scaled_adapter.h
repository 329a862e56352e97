// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/peft_adapter.h"

#include <memory>

namespace interweave {

/// An adapter at another strength: each adapted map and norm lies on the line between the frozen
/// one and the adapted one,
///     W_λ = W + λ·(W_adapted − W),
/// so that 0 is the base, 1 the adapter itself, and for LoRA λ scales B. What a method changes of a
/// map's input is scaled the same way. What is simply added is added scaled; else computed from
/// both outputs in fp32 and rounded to the model's dtype. For answers and evaluations: it trains
/// nothing and cannot be saved. Source: the scaling of LoRA, arXiv 2106.09685, and of weight
/// interpolation, arXiv 2109.01903.
class ScaledAdapter : public PeftAdapter {
public:
    /// Throws Error{Unsupported} for a method with tokens of its own (prompt and prefix tuning),
    /// which have no base to be scaled towards; Error{InvalidArgument} for a factor that is no
    /// finite number.
    ScaledAdapter(std::shared_ptr<const PeftAdapter> adapter, double factor);

    bool adapts(const Linear& linear) const override { return m_adapter->adapts(linear); }
    at::Tensor input(const Linear& linear, at::Tensor x) const override;
    at::Tensor apply(const Linear& linear, const at::Tensor& x, at::Tensor y,
        const Dropout& dropout) const override;
    std::optional<Norm> norm(const Norm& frozen) const override;

    NamedTensors parameters() const override { return m_adapter->parameters(); }
    /// Throws Error{Unsupported}.
    void save(const std::filesystem::path& folder, const std::string& baseModel) const override;
    std::string hash() const override;
    bool isMergeable() const override { return false; }

private:
    std::shared_ptr<const PeftAdapter> m_adapter;
    double m_factor;
};

} // namespace interweave
