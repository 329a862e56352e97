// SPDX-License-Identifier: Apache-2.0
#include "core/train/adamw_8bit.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <array>

namespace interweave {

namespace {

constexpr int64_t kBlock = BlockCodes::kBlock;
constexpr int64_t kGrain = 64; // blocks one thread takes at a time
constexpr int64_t kBlocksAtOnce = 1 << 14; // off the CPU: moments in fp32 for so many, not for all

} // namespace

void AdamW8bit::prepare(const FlatParameters& parameters)
{
    const at::Tensor& values = parameters.values();
    const int64_t size = values.numel();
    const auto moment = [&](const BlockCodes& codes) {
        const auto zero = std::ranges::find(codes.values(), 0.0f) - codes.values().begin();
        return Moment{
            at::full({size}, static_cast<int64_t>(zero), values.options().dtype(at::kByte)),
            at::zeros({(size + kBlock - 1) / kBlock}, values.options())};
    };
    m_moments.push_back({moment(m_signed), moment(m_unsigned)});
}

void AdamW8bit::update(size_t group, const FlatParameters& parameters, const Update& update)
{
    const AdamWUpdate constants = adamWUpdate(
        m_settings, update.learningRate, update.gradientScale, update.number, update.decays);
    if (parameters.values().is_cpu())
        updateOnCpu(constants, parameters, m_moments[group]);
    else
        updateAnywhere(constants, parameters, m_moments[group]);
}

void AdamW8bit::updateOnCpu(
    const AdamWUpdate& update, const FlatParameters& parameters, const Moments& moments) const
{
    const int64_t size = parameters.values().numel();
    float* const w = parameters.values().mutable_data_ptr<float>();
    const float* const g = parameters.gradients().const_data_ptr<float>();
    uint8_t* const averages = moments.average.codes.mutable_data_ptr<uint8_t>();
    uint8_t* const squares = moments.squareAverage.codes.mutable_data_ptr<uint8_t>();
    float* const averageScales = moments.average.scales.mutable_data_ptr<float>();
    float* const squareScales = moments.squareAverage.scales.mutable_data_ptr<float>();
    at::parallel_for(0, moments.average.scales.numel(), kGrain, [&](int64_t first, int64_t last) {
        std::array<float, kBlock> m;
        std::array<float, kBlock> v;
        for (int64_t block = first; block < last; ++block) {
            const int64_t begin = block * kBlock;
            const int64_t count = std::min(kBlock, size - begin);
            m_signed.decode(averages + begin, averageScales[block], count, m.data());
            m_unsigned.decode(squares + begin, squareScales[block], count, v.data());
            update.apply(w + begin, g + begin, m.data(), v.data(), count);
            averageScales[block] = m_signed.encode(m.data(), count, averages + begin);
            squareScales[block] = m_unsigned.encode(v.data(), count, squares + begin);
        }
    });
}

void AdamW8bit::updateAnywhere(
    const AdamWUpdate& update, const FlatParameters& parameters, const Moments& moments) const
{
    const int64_t size = parameters.values().numel();
    const int64_t blocks = moments.average.scales.numel();
    for (int64_t block = 0; block < blocks; block += kBlocksAtOnce) {
        const int64_t begin = block * kBlock;
        const int64_t count = std::min(kBlocksAtOnce * kBlock, size - begin);
        const auto part = [&](const Moment& moment) {
            return Moment{moment.codes.narrow(0, begin, count),
                moment.scales.narrow(0, block, std::min(kBlocksAtOnce, blocks - block))};
        };
        const Moment average = part(moments.average);
        const Moment squareAverage = part(moments.squareAverage);
        const at::Tensor m = m_signed.decode(average.codes, average.scales);
        const at::Tensor v = m_unsigned.decode(squareAverage.codes, squareAverage.scales);
        applyAdamW(update, parameters.values().narrow(0, begin, count),
            parameters.gradients().narrow(0, begin, count), m, v);
        m_signed.encode(m, average.codes, average.scales);
        m_unsigned.encode(v, squareAverage.codes, squareAverage.scales);
    }
}

NamedTensors AdamW8bit::stateOf(size_t group, const FlatParameters&) const
{
    const Moments& moments = m_moments[group];
    const std::string number = std::to_string(group);
    return {{"exp_avg." + number, moments.average.codes},
        {"exp_avg_scale." + number, moments.average.scales},
        {"exp_avg_sq." + number, moments.squareAverage.codes},
        {"exp_avg_sq_scale." + number, moments.squareAverage.scales}};
}

} // namespace interweave
