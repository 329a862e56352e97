// SPDX-License-Identifier: Apache-2.0
#include "core/model/initial_weights.h"

#include "core/support/error.h"
#include "core/support/hash.h"
#include "core/support/random.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

namespace interweave {

namespace {

at::Tensor normal(at::IntArrayRef shape, double deviation, uint64_t seed)
{
    at::Tensor tensor = at::empty(shape, at::kFloat);
    auto* const values = tensor.mutable_data_ptr<float>();
    Random random(seed);
    for (int64_t i = 0; i < tensor.numel(); ++i)
        values[i] = static_cast<float>(random.normal(deviation));
    return tensor;
}

uint64_t hashOf(const std::string& name)
{
    Hasher hasher;
    hasher.add(name);
    return hasher.value();
}

} // namespace

double initializerRange(const nlohmann::json& config, const std::string& where)
{
    auto range = config.find("initializer_range");
    if (range == config.end())
        range = config.find("init_std"); // OPT's name for it
    if (range == config.end())
        return 0.02;
    if (!range->is_number() || !(range->get<double>() > 0.0))
        throw Error(ErrorCode::CorruptData, where,
            "'" + range.key() + "' is " + range->dump() + ", a number above 0 was expected");
    return *range;
}

TensorSource initialWeights(const DecoderConfig& config, double range, uint64_t seed)
{
    const std::string embedding = std::string(config.family->names.embedding) + ".weight";
    const int64_t padding = config.padId;
    const double neutral = config.family->norm == NormKind::RmsOffset ? 0.0 : 1.0;
    return [=](const std::string& name, at::IntArrayRef shape) -> at::Tensor {
        if (shape.size() == 1)
            return at::full(shape, name.ends_with(".bias") ? 0.0 : neutral, at::kFloat);
        at::Tensor weight = normal(shape, range, deriveSeed(seed, {hashOf(name)}));
        if (name == embedding && padding >= 0 && padding < shape[0])
            weight[padding].zero_();
        return weight;
    };
}

} // namespace interweave
