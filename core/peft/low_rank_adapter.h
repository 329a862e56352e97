// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/peft/adapted_modules.h"
#include "core/peft/folder_adapter.h"
#include "core/peft/lora_delta.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

namespace interweave {

/// The low-rank change s·B A of one linear map, as its method makes A and B from what it trains.
class LowRankModule {
public:
    explicit LowRankModule(AdaptedModule place)
        : m_place(std::move(place))
    {
    }
    virtual ~LowRankModule() = default;

    const AdaptedModule& place() const { return m_place; }
    /// Differentiable in the parameters where grad mode is on.
    virtual LoraPart part() const = 0;
    /// What comes to the module's outputs besides, [out] fp32; undefined for most.
    virtual at::Tensor bias() const { return {}; }
    /// Trained tensors under PEFT's names.
    virtual NamedTensors parameters() const = 0;
    /// What the folder gets where it is not the parameters as they are.
    virtual NamedTensors stored() const { return parameters(); }
    /// As PeftAdapter's.
    virtual NamedTensors trainingState() const { return {}; }

private:
    AdaptedModule m_place;
};

/// Low-rank changes of the linear maps of one decoder: y += s·B(A·drop(x)). `apply` may be called
/// from several threads at once.
class LowRankAdapter : public FolderAdapter {
public:
    using Modules = std::vector<std::unique_ptr<LowRankModule>>;

    /// `config` is kept as it is, for save.
    LowRankAdapter(nlohmann::json config, Modules modules);
    ~LowRankAdapter() override;

    bool adapts(const Linear& linear) const override;
    at::Tensor apply(const Linear& linear, const at::Tensor& x, at::Tensor y,
        const Dropout& dropout) const override;
    /// Who overrides `apply` must override this, too.
    bool addScaledChange(
        const Linear& linear, const at::Tensor& x, at::Tensor& y, double factor) const override;
    NamedTensors parameters() const override;
    NamedTensors trainingState() const override;

protected:
    /// Trained tensors besides the modules'.
    virtual NamedTensors ownParameters() const { return {}; }
    /// What the folder gets besides the modules'.
    virtual NamedTensors ownStored() const { return ownParameters(); }
    NamedTensors folderTensors() const override;

    const Modules& modules() const { return m_modules; }
    /// The modules that are parts of a linear map; none where nothing is adapted.
    std::vector<const LowRankModule*> modulesOf(const Linear& linear) const;
    /// The seed of a linear map's mask.
    static uint64_t maskSeed(const Linear& linear, const Dropout& dropout);

private:
    struct Cached;
    struct Site {
        std::vector<const LowRankModule*> modules;
        NamedTensors parameters;
        mutable std::atomic<std::shared_ptr<const Cached>> cached;

        std::vector<LoraPart> parts() const;
    };
    static void addBiases(const Site& site, at::Tensor& y, double factor);
    static std::shared_ptr<const Cached> stackedFor(
        const Site& site, at::ScalarType dtype, at::Device device);

    Modules m_modules;
    std::vector<std::unique_ptr<Site>>
        m_sites; // by the linears' indices; null where nothing is adapted
};

} // namespace interweave
