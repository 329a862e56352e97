// SPDX-License-Identifier: Apache-2.0
#include "core/api/export_constant_gate.h"

#include "core/data/tokenised_data.h"
#include "core/eval/constant_gate.h"
#include "core/peft/scaled_lora.h"
#include "core/siamese/siamese_model.h"
#include "core/support/error.h"
#include "core/text/tokenizer.h"
#include "core/train/run.h"

namespace interweave {

namespace {

std::vector<Example> rowsOf(const Recipe& recipe, const ConstantGateRequest& request,
    const SiameseModel& model, const Tokenizer& tokenizer, std::stop_token stop)
{
    DataSource source = recipe.data;
    if (!request.data.empty())
        source.path = request.data;
    source.limit = request.limit;
    const std::vector<int64_t>& ends = model.decoder->config().eosIds;
    const int64_t eos = tokenizer.eosId().value_or(
        static_cast<TokenId>(ends.empty() ? 0 : ends.front())); // training has refused neither
    const ConversationText conversation = conversationText(recipe.model);
    std::vector<Example> rows;
    forEachDataRow(source, [&](const DataRow& row, const JsonLine&) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, request.run, "cancelled");
        rows.push_back(tokeniseRow(tokenizer, row, eos,
            {recipe.train.maxInputTokens, recipe.train.maxOutputTokens}, conversation)
                           .example);
    });
    return rows;
}

} // namespace

ConstantGateFit exportConstantGate(
    ModelStore& models, const ConstantGateRequest& request, std::stop_token stop)
{
    const ModelFiles files = models.find(request.run);
    if (files.run.empty())
        throw Error(ErrorCode::InvalidArgument, request.run,
            "is no run: a gate is replaced where its recipe says what it was trained on");
    const Recipe recipe = Run::open(files.run).recipe();
    const SiameseModel model = models.siamese(
        {request.run, {}, recipe.train.device, recipe.train.dtype, recipe.train.threads}, stop);
    const auto tokenizer = models.tokenizer(request.run);
    const ConstantGateFit fit
        = fitConstantGate(model, rowsOf(recipe, request, model, *tokenizer, stop), stop);
    writeScaledLora(files.adapter, fit.tuned, request.folder);
    return fit;
}

} // namespace interweave
