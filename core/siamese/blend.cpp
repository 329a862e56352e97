// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/blend.h"

#include "core/peft/scaled_adapter.h"
#include "core/support/error.h"

namespace interweave {

SiameseModel blended(const SiameseModel& model, const Blend& blend)
{
    if (!model.adapter)
        throw Error(ErrorCode::InvalidArgument, "blend",
            "this model has no adapter: there is nothing to blend the base with");
    SiameseModel result = model;
    if (blend.kind == Blend::Kind::AdapterScale) {
        result.gate.reset();
        result.memo.reset(); // it is of the adapter as it is
        result.adapter = std::make_shared<ScaledAdapter>(model.adapter, blend.tuned);
    } else if (blend.kind == Blend::Kind::LogitMix) {
        GateConfig config;
        config.fusion = "fixed";
        config.share = 1.0 - blend.tuned;
        result.gate.emplace(config, model.decoder->config().hidden, model.decoder->device(), 0);
    }
    return result;
}

std::optional<Branch> endBranch(const Blend& blend)
{
    if (blend.kind == Blend::Kind::None || (blend.tuned != 0.0 && blend.tuned != 1.0))
        return std::nullopt;
    return blend.tuned == 0.0 ? Branch::Base : Branch::Tuned;
}

Branch blendBranch(const Blend& blend)
{
    return blend.kind == Blend::Kind::AdapterScale ? Branch::Tuned : Branch::Interwoven;
}

} // namespace interweave
