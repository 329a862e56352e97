// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/low_rank_adapter.h"

#include <map>

namespace interweave {

class Decoder;

/// Weight-decomposed low-rank adaptation: with Δ = s·B A, n = ‖W + Δ‖ of each output's row and a
/// trained magnitude m,
///     y = W x + b + (m/n − 1)∘W drop(x) + (m/n)∘Δ drop(x).
/// n counts as a constant in the gradient; m starts as ‖W‖. m: [out] fp32. Source: Liu et al.,
/// arXiv 2402.09353; names and details as Hugging Face PEFT 0.21.
class DoraAdapter : public LowRankAdapter {
public:
    /// Magnitudes from `stored`, a folder's tensors, or fresh ones of the decoder's weights.
    DoraAdapter(
        nlohmann::json config, Modules modules, const Decoder& decoder, StoredTensors* stored);

    at::Tensor apply(const Linear& linear, const at::Tensor& x, at::Tensor y,
        const Dropout& dropout) const override;
    /// Its change depends on the frozen output.
    bool addScaledChange(const Linear& /*linear*/, const at::Tensor& /*x*/, at::Tensor& /*y*/,
        double /*factor*/) const override
    {
        return false;
    }

protected:
    NamedTensors ownParameters() const override;

private:
    /// n of every output of a linear map's adapted modules, made once for the versions A and B had.
    struct Norms {
        std::vector<at::Tensor> perModule; // [out] fp32
        std::vector<uint32_t> versions;
    };
    /// What does not change of one adapted linear map.
    struct Site {
        std::vector<at::Tensor> magnitudes; // of each module
        std::vector<at::Tensor> squares; // ‖W‖² of each module's rows, [out] fp32
        NamedTensors matrices; // A and B
        mutable std::atomic<std::shared_ptr<const Norms>> norms;
    };
    std::shared_ptr<const Norms> normsOf(const Linear& linear, const Site& site) const;
    /// m/n of every output, 1 where nothing is adapted: [outputs] fp32.
    at::Tensor ratios(const Linear& linear, const Site& site) const;

    std::map<int64_t, Site> m_sites; // by the linears' indices
};

} // namespace interweave
