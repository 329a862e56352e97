// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_config.h"

#include "core/model/families.h"
#include "core/support/error.h"
#include "suites.h"

#include <QtTest>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace interweave;
using nlohmann::json;

namespace {

json smallLlama()
{
    return json::parse(
        R"({"model_type": "llama", "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
        "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 128, "max_position_embeddings": 128})");
}

} // namespace

void DecoderConfigTest::readsBothSpellings()
{
    json oldSpelling = smallLlama();
    oldSpelling["rope_theta"] = 500000.0;
    oldSpelling["rope_scaling"] = {{"type", "linear"}, {"factor", 4.0}};
    json newSpelling = smallLlama();
    newSpelling["rope_parameters"]
        = {{"rope_type", "linear"}, {"rope_theta", 500000.0}, {"factor", 4.0}};
    for (const json& values : {oldSpelling, newSpelling}) {
        const DecoderConfig config = parseDecoderConfig(values, "config.json");
        QCOMPARE(config.rotaries.front().theta, 500000.0);
        QCOMPARE(config.rotaries.front().factor, 4.0);
        QVERIFY(config.rotaries.front().scaling == RotaryConfig::Scaling::Linear);
    }
}

void DecoderConfigTest::fillsInWhatTheFamilyOmits()
{
    const DecoderConfig llama = parseDecoderConfig(json{{"model_type", "llama"}}, "config.json");
    QCOMPARE(llama.hidden, 4096);
    QCOMPARE(llama.headDim, 128);
    QCOMPARE(llama.kvHeads, 32);
    QVERIFY(!llama.attentionBias);
    const DecoderConfig mistral
        = parseDecoderConfig(json{{"model_type", "mistral"}}, "config.json");
    QCOMPARE(mistral.attention.front().window, 4096);
    const DecoderConfig qwen = parseDecoderConfig(json{{"model_type", "qwen2"}}, "config.json");
    QVERIFY(qwen.attentionBias);
    QVERIFY(!qwen.outputBias);
    QCOMPARE(qwen.attention.front().window, 0);
}

void DecoderConfigTest::readsFamiliesOwnSpelling()
{
    const DecoderConfig gpt2 = parseDecoderConfig(
        json::parse(
            R"({"model_type": "gpt2", "n_embd": 32, "n_head": 4, "n_layer": 3, "n_inner": null,
            "n_positions": 50, "scale_attn_by_inverse_layer_idx": true})"),
        "config.json");
    QCOMPARE(gpt2.hidden, 32);
    QCOMPARE(gpt2.intermediate, 128);
    QCOMPARE(gpt2.maxPositions, 50);
    QCOMPARE(gpt2.rotaries.front().rotatedShare, 0.0);
    QCOMPARE(gpt2.attention[2].scale, 1.0 / std::sqrt(8.0) / 3.0);
    const DecoderConfig neox = parseDecoderConfig(
        json::parse(R"({"model_type": "gpt_neox", "rotary_pct": 0.5, "rotary_emb_base": 500})"),
        "config.json");
    QCOMPARE(neox.rotaries.front().rotatedShare, 0.5);
    QCOMPARE(neox.rotaries.front().theta, 500.0);
    const DecoderConfig glm = parseDecoderConfig(
        json::parse(
            R"({"model_type": "chatglm", "multi_query_attention": true, "add_qkv_bias": true,
            "multi_query_group_num": 2, "rope_ratio": 50})"),
        "config.json");
    QCOMPARE(glm.vocabulary, 65024);
    QCOMPARE(glm.kvHeads, 2);
    QVERIFY(glm.attentionBias);
    QCOMPARE(glm.rotaries.front().theta, 500000.0);
}

void DecoderConfigTest::tellsLayersApart()
{
    const auto windows = [](const char* text) {
        std::vector<int64_t> result;
        for (const auto& layer : parseDecoderConfig(json::parse(text), "config.json").attention)
            result.push_back(layer.window);
        return result;
    };
    QVERIFY(windows(R"({"model_type": "gemma2", "num_hidden_layers": 3})")
        == (std::vector<int64_t>{4096, 0, 4096}));
    QVERIFY(windows(R"({"model_type": "gemma3_text", "num_hidden_layers": 4, "sliding_window": 8,
                "sliding_window_pattern": 3})")
        == (std::vector<int64_t>{8, 8, 0, 8}));
    QVERIFY(windows(R"({"model_type": "qwen2", "num_hidden_layers": 3, "use_sliding_window": true,
                "sliding_window": 8, "max_window_layers": 2})")
        == (std::vector<int64_t>{0, 0, 8}));
    QVERIFY(windows(R"({"model_type": "mistral", "num_hidden_layers": 2, "sliding_window": null})")
        == (std::vector<int64_t>{0, 0}));

    // Gemma 3 in transformers 4's spelling: the scaling is that of the global layers.
    const DecoderConfig gemma = parseDecoderConfig(
        json::parse(
            R"({"model_type": "gemma3_text", "rope_theta": 1e6, "rope_local_base_freq": 5000,
            "rope_scaling": {"rope_type": "linear", "factor": 8.0}, "num_hidden_layers": 6})"),
        "config.json");
    const RotaryConfig& global = gemma.rotaries[gemma.attention[5].rotary];
    const RotaryConfig& local = gemma.rotaries[gemma.attention[4].rotary];
    QCOMPARE(global.theta, 1e6);
    QCOMPARE(global.factor, 8.0);
    QCOMPARE(local.theta, 5000.0);
    QVERIFY(local.scaling == RotaryConfig::Scaling::None);

    const DecoderConfig smol
        = parseDecoderConfig(json::parse(R"({"model_type": "smollm3"})"), "config.json");
    QCOMPARE(smol.rotaries[smol.attention[2].rotary].rotatedShare, 1.0);
    QCOMPARE(smol.rotaries[smol.attention[3].rotary].rotatedShare, 0.0);
}

void DecoderConfigTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("patch");
    QTest::addColumn<QString>("message");
    QTest::newRow("family") << R"({"model_type": "mamba"})"
                            << "'mamba' is not supported (supported: llama, ";
    QTest::newRow("type") << R"({"hidden_size": "big"})"
                          << "'hidden_size' is \"big\", expected an integer";
    QTest::newRow("zero") << R"({"num_hidden_layers": 0})"
                          << "'num_hidden_layers' is 0";
    QTest::newRow("huge") << R"({"vocab_size": 9000000000000000000})"
                          << "'vocab_size'";
    QTest::newRow("heads") << R"({"num_key_value_heads": 3})"
                           << "a divisor of num_attention_heads 4";
    QTest::newRow("width")
        << R"({"num_attention_heads": 100000, "num_key_value_heads": 1, "head_dim": 1000})"
        << "'num_attention_heads' is 100000, expected at most 16777";
    QTest::newRow("rope") << R"({"rope_scaling": {"type": "magic"}})"
                          << "rotary scaling 'magic' is not supported";
    QTest::newRow("act") << R"({"hidden_act": "sine"})"
                         << "hidden_act 'sine' is not supported";
    QTest::newRow("family's key") << R"({"model_type": "gpt2", "n_embd": "big"})"
                                  << "'n_embd' is \"big\", expected an integer";
    QTest::newRow("fixed") << R"({"model_type": "gemma", "use_bidirectional_attention": true})"
                           << "'use_bidirectional_attention' is true, only false is supported";
    QTest::newRow("projection") << R"({"model_type": "opt", "word_embed_proj_dim": 32})"
                                << "'word_embed_proj_dim' other than 'hidden_size'";
    QTest::newRow("factors") << R"({"rope_scaling": {"type": "longrope", "short_factor": [1.0]}})"
                             << "'short_factor' is [1.0], expected a list of 8 numbers";
    QTest::newRow("experts") << R"({"model_type": "mixtral", "num_experts_per_tok": 9})"
                             << "'num_experts_per_tok' is 9, expected at most 8";
}

void DecoderConfigTest::saysWhatIsWrong()
{
    QFETCH(QString, patch);
    QFETCH(QString, message);
    json values = smallLlama();
    values.update(json::parse(patch.toStdString()));
    try {
        parseDecoderConfig(values, "some/config.json");
        QFAIL("accepted");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("some/config.json"), error.what());
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
}
