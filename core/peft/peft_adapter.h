// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/adapter.h"
#include "core/peft/stored_tensors.h"
#include "core/tensorio/tensor_info.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace interweave {

class Decoder;

/// A trainable adapter that reads and writes Hugging Face PEFT's folder format.
class PeftAdapter : public Adapter {
public:
    /// The trained tensors, fp32 leaves on the decoder's device, under PEFT's names
    /// ("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"). Handles: writing into
    /// them changes the adapter. Who writes past torch (a raw pointer, another tensor of the same
    /// storage) must bump their versions, by which inference knows its copies to be out of date.
    virtual NamedTensors parameters() const = 0;

    /// Writes adapter_config.json and adapter_model.safetensors into an existing folder; `peft`
    /// loads them unchanged. `baseModel` becomes base_model_name_or_path. Throws Error{Io}.
    virtual void save(const std::filesystem::path& folder, const std::string& baseModel) const = 0;

    /// Content hash of config and parameters: the proof of which adapter answered.
    virtual std::string hash() const = 0;

    /// Whether it is a change of weights, which a checkpoint can hold.
    virtual bool isMergeable() const { return true; }

    /// Adds `factor` times what `apply` would add to y = linear(x), in place; without a graph and
    /// dropout. False, and nothing done, where the change is not simply added.
    virtual bool addScaledChange(const Linear& /*linear*/, const at::Tensor& /*x*/,
        at::Tensor& /*y*/, double /*factor*/) const
    {
        return false;
    }

    // For the trainer; most methods need none of these.

    /// Called before a step's first micro-batch, whatever became of the step before.
    virtual void beforeStep() { }
    /// What the method adds to a step's loss: adds its gradients to the parameters' and returns its
    /// value; nothing where it adds none.
    virtual std::optional<double> penaltyBackward() const { return std::nullopt; }
    /// Called after the optimizer's step number `step` (from 1), with its gradients still there;
    /// they count times `gradientScale`.
    virtual void afterStep(int64_t /*step*/, double /*gradientScale*/) { }
    /// All tensors that the next step depends on, where the folder does not hold them. To be put
    /// back into an adapter made as this one was; throws Error{CorruptData}.
    virtual NamedTensors trainingState() const { return {}; }
    virtual void restoreTrainingState(StoredTensors state);
};

/// Reads a PEFT folder for `decoder`. Throws Error{NotFound}, Error{CorruptData} (wrong shapes,
/// unknown modules, missing or left-over tensors, each by name), Error{Unsupported} (a PEFT method
/// or option we do not compute).
std::shared_ptr<PeftAdapter> loadPeftFolder(
    const std::filesystem::path& folder, const Decoder& decoder);

} // namespace interweave
