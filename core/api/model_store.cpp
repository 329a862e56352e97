// SPDX-License-Identifier: Apache-2.0
#include "core/api/model_store.h"

#include "core/api/pulled_model.h"
#include "core/peft/peft_adapter.h"
#include "core/siamese/siamese_model.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/text/tokenizer.h"
#include "core/train/run.h"

#include <ATen/Parallel.h>
#include <c10/core/ScalarType.h>

#include <thread>

namespace interweave {

namespace fs = std::filesystem;

namespace {

Run findRun(const fs::path& workspace, const std::string& name)
{
    try {
        return Run::find(workspace, name);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound)
            throw;
        throw Error(ErrorCode::NotFound, name,
            "is neither a model (a folder with config.json, a .gguf file) nor a run of "
                + workspace.string() + pullAdvice(name));
    }
}

/// Whether it has trained every weight.
bool hasModel(const Run& run)
{
    return fs::exists(run.model() / "config.json");
}

fs::path adapterOf(const Run& run)
{
    if (!fs::exists(run.adapter()))
        throw Error(ErrorCode::NotFound, run.info().id,
            "this run has no trained adapter or model yet; its status is "
                + std::string(name(run.status())));
    return run.adapter();
}

/// Puts the adapter's folder, and the gate beside it where there is one, on the model.
void putOn(SiameseModel& model, const fs::path& adapter)
{
    model.adapter = loadPeftFolder(adapter, *model.decoder);
    if (fs::exists(adapter / "imsm_config.json"))
        model.gate = Gate::load(adapter, model.decoder->config().hidden, model.decoder->device());
}

bool same(const fs::path& a, const fs::path& b)
{
    std::error_code missing;
    return fs::equivalent(a, b, missing);
}

} // namespace

struct ModelStore::Lent {
    fs::path run; // folder
    fs::path base; // its model
    SiameseModel model;
};

ModelStore::Loan::Loan(ModelStore& store, fs::path run, fs::path base, const SiameseModel& model)
    : m_store(store)
{
    m_store.m_lent = std::make_shared<const Lent>(Lent{std::move(run), std::move(base), model});
}

ModelStore::Loan::~Loan()
{
    m_store.m_lent.reset();
}

void ModelStore::setThreads(int64_t threads)
{
    const auto machine = static_cast<int64_t>(std::thread::hardware_concurrency());
    at::set_num_threads(static_cast<int>(threads > 0 ? threads : std::max<int64_t>(1, machine)));
}

ModelFiles ModelStore::find(const std::string& path, const std::string& adapter) const
{
    if (const fs::path model = modelAt(path); !model.empty())
        return {model, adapterAt(adapter), {}};
    const Run run = findRun(m_workspace, path);
    if (hasModel(run))
        return {run.model(), adapterAt(adapter), adapter.empty() ? run.folder() : fs::path()};
    if (adapter.empty())
        return {run.info().model, adapterOf(run), run.folder()};
    return {run.info().model, adapterAt(adapter), {}};
}

fs::path ModelStore::modelOf(const std::string& path) const
{
    if (const fs::path model = modelAt(path); !model.empty())
        return model;
    const Run run = findRun(m_workspace, path);
    return hasModel(run) ? run.model() : fs::path(run.info().model);
}

std::shared_ptr<Decoder> ModelStore::decoder(
    const ModelRef& ref, ModelUse use, std::stop_token stop)
{
    setThreads(ref.threads);
    const fs::path path = find(ref.path).model;
    const Placement placement = choosePlacement(ref.device, ref.dtype);
    const std::string key = fs::absolute(path).lexically_normal().string() + '\n'
        + placement.device.str() + '\n' + c10::toString(placement.dtype);
    if (key != m_decoderKey) {
        unload(); // never two copies of weights
        m_decoder = std::make_shared<Decoder>(Decoder::load(Checkpoint(path), placement, stop));
        m_decoderKey = key;
    }
    if (use == ModelUse::Inference)
        m_decoder->pack();
    else
        m_decoder->unpack();
    return m_decoder;
}

void ModelStore::unload()
{
    m_decoderKey.clear();
    m_decoder.reset();
}

std::shared_ptr<const Tokenizer> ModelStore::tokenizer(const std::string& modelPath)
{
    const fs::path path = modelOf(modelPath);
    if (!m_tokenizer || path != m_tokenizerPath) {
        m_tokenizer = loadTokenizer(path);
        m_tokenizerPath = path;
    }
    return m_tokenizer;
}

SiameseModel ModelStore::siamese(const ModelRef& ref, std::stop_token stop)
{
    if (m_lent)
        return lentModel(ref);
    const ModelFiles files = find(ref.path, ref.adapter);
    SiameseModel model;
    model.decoder = decoder(ref, ModelUse::Inference, stop);
    if (!files.adapter.empty())
        putOn(model, files.adapter);
    return model;
}

SiameseModel ModelStore::lentModel(const ModelRef& ref) const
{
    if (ref.adapter.empty() && modelAt(ref.path).empty()
        && same(findRun(m_workspace, ref.path).folder(), m_lent->run))
        return m_lent->model;
    const ModelFiles files = find(ref.path, ref.adapter);
    if (!same(files.model, m_lent->base))
        throw Error(ErrorCode::InvalidArgument, files.model.string(),
            "is another model than the one under training (" + m_lent->base.string()
                + "); only one is in memory: ask again when the training has ended");
    if (m_lent->model.full)
        throw Error(ErrorCode::InvalidArgument, files.model.string(),
            "every weight of it is being trained: there is no base model to answer until the "
            "training has ended");
    SiameseModel model;
    model.decoder = m_lent->model.decoder;
    if (!files.adapter.empty())
        putOn(model, files.adapter);
    return model;
}

} // namespace interweave
