// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/peft/adapter_config.h"
#include "core/peft/low_rank_adapter.h"
#include "core/peft/parameters.h"
#include "core/peft/peft_methods.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>

namespace interweave {

using nlohmann::json;

namespace {

constexpr int64_t kMaxKey = int64_t{1} << 62;
constexpr const char* kProjectionA = "base_model.vera_A";
constexpr const char* kProjectionB = "base_model.vera_B";

const std::set<std::string> kKnownKeys{"r", "projection_prng_key", "save_projection",
    "vera_dropout", "d_initial", "bias", "init_weights", "layers_to_transform"};

/// The random matrices that all modules share, each using as many of their columns and rows as it
/// has. A: [rank, largest in], B: [largest out, rank], fp32, never trained.
struct Projections {
    at::Tensor a;
    at::Tensor b;
};

/// y += b∘(B(d∘(A x))). d: [rank], b: [out], fp32.
class VeraModule : public LowRankModule {
public:
    VeraModule(AdaptedModule place, const Projections& shared, at::Tensor d, at::Tensor b)
        : LowRankModule(std::move(place))
        , m_shared{shared.a.narrow(1, 0, this->place().inputs),
              shared.b.narrow(0, 0, this->place().outputs)}
        , m_d(std::move(d))
        , m_b(std::move(b))
    {
    }

    LoraPart part() const override
    {
        return {
            m_d.unsqueeze(1) * m_shared.a, m_b.unsqueeze(1) * m_shared.b, place().firstOutput, 1.0};
    }
    NamedTensors parameters() const override
    {
        return {{peftKey(place().name, "vera_lambda_d"), m_d},
            {peftKey(place().name, "vera_lambda_b"), m_b}};
    }

private:
    Projections m_shared;
    at::Tensor m_d;
    at::Tensor m_b;
};

/// Vector-based random matrix adaptation. Source: Kopiczko et al., arXiv 2310.11454; names, shapes
/// and random matrices as PEFT 0.21.
class VeraAdapter : public LowRankAdapter {
public:
    VeraAdapter(json config, Modules modules, Projections shared)
        : LowRankAdapter(std::move(config), std::move(modules))
        , m_shared(std::move(shared))
    {
    }

protected:
    NamedTensors ownStored() const override
    {
        if (!LowRankAdapter::folderConfig().at("save_projection").get<bool>())
            return {};
        return {{kProjectionA, m_shared.a}, {kProjectionB, m_shared.b}};
    }

private:
    Projections m_shared;
};

struct ProjectionShapes {
    std::vector<int64_t> a;
    std::vector<int64_t> b;
};

ProjectionShapes shapesFor(const std::vector<AdaptedModule>& places, int64_t rank)
{
    int64_t inputs = 0;
    int64_t outputs = 0;
    for (const AdaptedModule& place : places) {
        inputs = std::max(inputs, place.inputs);
        outputs = std::max(outputs, place.outputs);
    }
    return {{rank, inputs}, {outputs, rank}};
}

/// What PEFT draws from torch's generator: uniform in ±√(6/columns), A first.
Projections drawProjections(const ProjectionShapes& shapes, int64_t key, at::Device device)
{
    const c10::InferenceMode ordinary(false);
    const at::NoGradGuard noGraph;
    at::Generator generator = at::detail::createCPUGenerator(static_cast<uint64_t>(key));
    const auto draw = [&](const std::vector<int64_t>& shape) {
        const double bound
            = std::sqrt(3.0) * std::sqrt(2.0) / std::sqrt(static_cast<double>(shape[1]));
        return at::empty(shape, at::kFloat).uniform_(-bound, bound, generator).to(device);
    };
    const at::Tensor a = draw(shapes.a);
    return {a, draw(shapes.b)};
}

std::shared_ptr<PeftAdapter> loadVera(AdapterFolder folder)
{
    json& config = folder.config;
    const std::string where = folder.where();
    const at::Device device = folder.decoder.device();
    requireKnownOptions(config, kKnownKeys, "VeRA", where);
    if (const json bias = config.value("bias", json("none")); bias != "none")
        throw Error(ErrorCode::Unsupported, where,
            "VeRA option 'bias' = " + bias.dump() + ", expected \"none\"");
    const int64_t rank = countOr(config, "r", 256, 1, kMaxRank, where);
    const int64_t key = countOr(config, "projection_prng_key", 0, 0, kMaxKey, where);
    const std::vector<AdaptedModule> places
        = findAdaptedModules(config, folder.decoder.linears(), where);
    const ProjectionShapes shapes = shapesFor(places, rank);
    // Before anything of the size that the config names is made.
    std::vector<std::pair<at::Tensor, at::Tensor>> vectors; // d and b of each module
    for (const AdaptedModule& place : places) {
        const auto take = [&](const char* name, int64_t size) {
            return asParameter(folder.tensors.take(peftKey(place.name, name), {size}), device);
        };
        const at::Tensor d = take("vera_lambda_d", rank);
        vectors.emplace_back(d, take("vera_lambda_b", place.outputs));
    }
    config["save_projection"] = valueOr<bool>(config, "save_projection", true, where);
    Projections shared;
    if (config.at("save_projection").get<bool>()) {
        const auto take = [&](const char* name, const std::vector<int64_t>& shape) {
            return folder.tensors.take(name, shape).to(device, at::kFloat).clone();
        };
        shared.a = take(kProjectionA, shapes.a);
        shared.b = take(kProjectionB, shapes.b);
    } else {
        shared = drawProjections(shapes, key, device);
    }
    LowRankAdapter::Modules modules;
    for (size_t i = 0; i < places.size(); ++i)
        modules.push_back(
            std::make_unique<VeraModule>(places[i], shared, vectors[i].first, vectors[i].second));
    folder.tensors.requireNoneLeft();
    return std::make_shared<VeraAdapter>(std::move(config), std::move(modules), std::move(shared));
}

std::shared_ptr<PeftAdapter> makeVera(const PeftConfig& config, const AdapterStart& start)
{
    const VeraConfig& own = config.vera;
    const at::Device device = start.decoder.device();
    const auto key = static_cast<int64_t>(start.seed >> 33); // within what Python and JSON hold
    json stored = methodConfig("VERA", own.targets, start.decoder.linears());
    stored.update({{"r", own.rank}, {"projection_prng_key", key}, {"save_projection", true},
        {"vera_dropout", own.dropout}, {"d_initial", own.initialScale}, {"bias", "none"},
        {"init_weights", true}});
    const std::vector<AdaptedModule> places
        = findAdaptedModules(stored, start.decoder.linears(), "method.vera.targets");
    Projections shared = drawProjections(shapesFor(places, own.rank), key, device);
    LowRankAdapter::Modules modules;
    for (const AdaptedModule& place : places)
        modules.push_back(std::make_unique<VeraModule>(place, shared,
            asParameter(at::full({own.rank}, own.initialScale), device),
            asParameter(at::zeros({place.outputs}), device)));
    return std::make_shared<VeraAdapter>(std::move(stored), std::move(modules), std::move(shared));
}

} // namespace

const PeftMethod kVera{"vera", "VERA", makeVera, loadVera,
    [](const PeftConfig& config) { return config.vera.dropout; }};

} // namespace interweave
