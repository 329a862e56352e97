// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_config.h"

#include "core/model/families.h"
#include "core/support/error.h"
#include "suites.h"

#include <QtTest>
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
        QCOMPARE(config.rotary.theta, 500000.0);
        QCOMPARE(config.rotary.factor, 4.0);
        QVERIFY(config.rotary.scaling == RotaryConfig::Scaling::Linear);
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
    QCOMPARE(mistral.slidingWindow.front(), 4096);
    const DecoderConfig qwen = parseDecoderConfig(json{{"model_type", "qwen2"}}, "config.json");
    QVERIFY(qwen.attentionBias);
    QVERIFY(!qwen.outputBias);
    QCOMPARE(qwen.slidingWindow.front(), 0);
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
    QTest::newRow("rope") << R"({"rope_scaling": {"type": "magic"}})"
                          << "rotary scaling 'magic' is not supported";
    QTest::newRow("act") << R"({"hidden_act": "gelu"})"
                         << "hidden_act 'gelu' is not supported";
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
