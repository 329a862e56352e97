// SPDX-License-Identifier: Apache-2.0
#include "core/api/model_store.h"

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

bool isModel(const fs::path& path)
{
    return fs::is_regular_file(path) || fs::exists(path / "config.json");
}

Run findRun(const fs::path& workspace, const std::string& name)
{
    try {
        return Run::find(workspace, name);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound)
            throw;
        throw Error(ErrorCode::NotFound, name,
            "is neither a model (a folder with config.json, a .gguf file) nor a run of "
                + workspace.string());
    }
}

fs::path adapterOf(const Run& run)
{
    if (!fs::exists(run.adapter()))
        throw Error(ErrorCode::NotFound, run.info().id,
            "this run has no trained adapter or model yet; its status is "
                + std::string(name(run.status())));
    return run.adapter();
}

} // namespace

void ModelStore::setThreads(int64_t threads)
{
    const auto machine = static_cast<int64_t>(std::thread::hardware_concurrency());
    at::set_num_threads(static_cast<int>(threads > 0 ? threads : std::max<int64_t>(1, machine)));
}

ModelFiles ModelStore::find(const std::string& path, const std::string& adapter) const
{
    if (isModel(path))
        return {path, adapter, {}};
    const Run run = findRun(m_workspace, path);
    if (isModel(run.model()))
        return {run.model(), adapter, adapter.empty() ? run.folder() : fs::path()};
    if (adapter.empty())
        return {run.info().model, adapterOf(run), run.folder()};
    return {run.info().model, adapter, {}};
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
    const fs::path path = find(modelPath).model;
    if (!m_tokenizer || path != m_tokenizerPath) {
        m_tokenizer = loadTokenizer(path);
        m_tokenizerPath = path;
    }
    return m_tokenizer;
}

SiameseModel ModelStore::siamese(const ModelRef& ref, std::stop_token stop)
{
    const ModelFiles files = find(ref.path, ref.adapter);
    SiameseModel model;
    model.decoder = decoder(ref, ModelUse::Inference, stop);
    if (files.adapter.empty())
        return model;
    model.adapter = loadPeftFolder(files.adapter, *model.decoder);
    if (fs::exists(files.adapter / "imsm_config.json"))
        model.gate
            = Gate::load(files.adapter, model.decoder->config().hidden, model.decoder->device());
    return model;
}

} // namespace interweave
