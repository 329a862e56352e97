// SPDX-License-Identifier: Apache-2.0
#include "core/api/measure_bench.h"

#include "core/bench/measure.h"
#include "core/peft/peft_methods.h"
#include "core/siamese/siamese_model.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/text/tokenizer.h"

#include <ATen/Parallel.h>

#include <sys/resource.h>

namespace interweave {

namespace {

constexpr uint64_t kSeed = 2024;

std::vector<DataRow> readRows(const BenchRequest& request)
{
    if (request.data.empty())
        throw Error(ErrorCode::InvalidArgument, "data", "this measurement needs a JSON lines file");
    return readDataRows({.path = request.data}).rows;
}

/// A method's defaults: of LoRA r 16, alpha 16 on q_proj and v_proj. The names of a recipe's
/// methods, and of the variants of LoRA.
PeftConfig peftConfig(const std::string& name)
{
    PeftConfig config;
    if (name == "dora")
        config.lora.dora = true;
    else if (name == "rslora")
        config.lora.rankStabilised = true;
    else if (name == "pissa" || name == "olora")
        config.lora.initialisation = name;
    else
        config.method = name;
    if (config.trainsAllWeights())
        throw Error(ErrorCode::InvalidArgument, "peft",
            "measures adapters; full-parameter training has none");
    if (config.lora.initialisation != "default")
        config.lora.dropout = 0.0; // such a start is a part of the weights
    return config;
}

/// A fresh adapter and a gate, as far as the model has none.
void addMissingParts(SiameseModel& model, bool adapter, bool gate, const BenchRequest& request)
{
    if ((adapter || gate) && !model.adapter)
        model.adapter
            = makeAdapter(peftConfig(request.peft), {*model.decoder, kSeed, request.steps + 1});
    if (gate && !model.gate)
        model.gate.emplace(
            GateConfig{}, model.decoder->config().hidden, model.decoder->device(), kSeed);
}

double peakResidentMib()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

BenchResult measureTraining(ModelStore& models, const BenchRequest& request, std::stop_token stop)
{
    SiameseModel model;
    model.decoder = models.decoder(request.model, ModelUse::Training, stop);
    addMissingParts(model, true, request.siamese, request);
    return measureTrain(model, adapterDropout(peftConfig(request.peft)),
        *models.tokenizer(request.model.path), readRows(request), request, stop);
}

BenchResult measureDecoding(ModelStore& models, const BenchRequest& request, std::stop_token stop)
{
    SiameseModel model = models.siamese(request.model, stop);
    const Branch branch = request.branch.value_or(Branch::Interwoven);
    addMissingParts(model, branch != Branch::Base, branch == Branch::Interwoven, request);
    return measureDecode(
        model, branch, *models.tokenizer(request.model.path), readRows(request), request, stop);
}

BenchResult measureEvaluation(ModelStore& models, const BenchRequest& request, std::stop_token stop)
{
    SiameseModel model = models.siamese(request.model, stop);
    Branches branches{request.branch.value_or(Branch::Interwoven)};
    if (request.allBranches)
        branches = {Branch::Base, Branch::Tuned, Branch::Interwoven};
    addMissingParts(
        model, needsTunedMemory(branches), branches.contains(Branch::Interwoven), request);
    return measureEval(
        model, branches, *models.tokenizer(request.model.path), readRows(request), request, stop);
}

BenchResult measureLoading(ModelStore& models, const ModelRef& ref, std::stop_token stop)
{
    ModelStore::setThreads(ref.threads);
    return measureLoad(models.find(ref.path).model, choosePlacement(ref.device, ref.dtype), stop);
}

} // namespace

BenchResult measureBench(ModelStore& models, const BenchRequest& request, std::stop_token stop)
{
    BenchResult result;
    switch (request.kind) {
    case BenchKind::Train: result = measureTraining(models, request, stop); break;
    case BenchKind::Decode: result = measureDecoding(models, request, stop); break;
    case BenchKind::Eval: result = measureEvaluation(models, request, stop); break;
    case BenchKind::Load: result = measureLoading(models, request.model, stop); break;
    case BenchKind::Tokenize:
        result = measureTokenize(*models.tokenizer(request.model.path), readRows(request));
        break;
    }
    result.threads = at::get_num_threads();
    result.peakResidentMib = peakResidentMib();
    return result;
}

} // namespace interweave
