// SPDX-License-Identifier: Apache-2.0
#include "tiny_model.h"

#include "core/peft/methods/lora.h"
#include "core/tensorio/checkpoint.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

namespace interweave {

SiameseModel tinyModel(at::Device device)
{
    at::set_num_threads(
        1); // two threads on a busy machine wait for each other at every tiny product
    const c10::NoGradGuard noGraph;
    SiameseModel model;
    model.decoder = std::make_shared<Decoder>(
        Decoder::load(Checkpoint(INTERWEAVE_FIXTURES "/models/llama3"), {device, at::kFloat}));
    model.adapter = makeLora({.rank = 4}, *model.decoder, 1);
    double phase = 0.0;
    for (auto& [name, parameter] : model.adapter->parameters()) {
        const at::Tensor change = at::arange(parameter.numel(), at::kFloat).add_(phase).sin_();
        parameter.add_(change.view(parameter.sizes()).mul_(0.1).to(device));
        phase += 1.0;
    }
    model.gate.emplace(GateConfig{}, model.decoder->config().hidden, device, 3);
    return model;
}

} // namespace interweave
