// SPDX-License-Identifier: Apache-2.0
#include "core/api/result_origin.h"

#include "core/model/placement.h"
#include "core/siamese/siamese_model.h"

namespace interweave {

ResultOrigin originOf(
    const SiameseModel& model, std::string run, std::string modelPath, std::string modelHash)
{
    return {std::move(run), std::move(modelPath), std::move(modelHash),
        model.adapter ? model.adapter->hash() : std::string(),
        model.gate ? model.gate->hash() : std::string(), model.decoder->device().str(),
        dtypeName(model.decoder->dtype())};
}

} // namespace interweave
