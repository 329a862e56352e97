// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/flat_parameters.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace interweave {

/// Changes trained tensors by their gradients, in groups with a learning rate each; a group lies in
/// one flat buffer. What it does is a function of parameters, gradients, its state and the number
/// of updates, so that a restored optimizer goes on with the same bits. One thread.
class Optimizer {
public:
    virtual ~Optimizer() = default;

    /// parameters: fp32 leaves on one device. decays: false leaves the group out of weight decay.
    void addGroup(NamedTensors parameters, double learningRate, bool decays = true);

    void zeroGradients();
    /// √Σg² over all groups, in fp64; non-finite exactly when a gradient is.
    double gradientNorm() const;
    /// One update with every group's learning rate times `rateFactor` and the gradients times
    /// `gradientScale`.
    void step(double rateFactor, double gradientScale = 1.0);

    int64_t updates() const { return m_updates; } // t
    int64_t parameterCount() const;

    /// All that it keeps between updates beside their number, by name.
    NamedTensors state() const;
    /// Throws Error{CorruptData} naming a tensor that is missing, left over or of another shape or
    /// dtype.
    void restore(
        const std::map<std::string, at::Tensor>& state, int64_t updates, const std::string& where);

protected:
    struct Update {
        double learningRate = 0.0;
        double gradientScale = 1.0;
        double number = 1.0; // t, 1 for the first
        bool decays = true;
    };

    /// Makes the state of group number `group`, the next one.
    virtual void prepare(const FlatParameters& parameters) = 0;
    virtual void update(size_t group, const FlatParameters& parameters, const Update& update) = 0;
    virtual NamedTensors stateOf(size_t group, const FlatParameters& parameters) const = 0;

private:
    struct Group {
        std::unique_ptr<FlatParameters> parameters;
        double learningRate = 0.0;
        bool decays = true;
    };

    std::vector<Group> m_groups;
    int64_t m_updates = 0;
};

} // namespace interweave
