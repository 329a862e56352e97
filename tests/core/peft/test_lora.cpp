// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/peft/methods/lora.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "tests/support/tensor_distance.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "tests.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace interweave;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path kAdapter = fs::path(INTERWEAVE_FIXTURES) / "imsm/llama3_mode5_lora/adapter";

} // namespace

class LoraTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Checkpoint checkpoint(fs::path(INTERWEAVE_FIXTURES) / "models/llama3");
        m_decoder = std::make_unique<Decoder>(Decoder::load(checkpoint, {at::kCPU, at::kFloat}));
    }

    void startsAsTheBaseModel()
    {
        const auto adapter = makeLora({}, *m_decoder, 3);
        QVERIFY(distance(hidden(adapter.get()), hidden(nullptr)) < 1e-6);
        const NamedTensors parameters = adapter->parameters();
        QCOMPARE(parameters.size(), size_t{8}); // A and B of q and v in two layers
        QCOMPARE(parameters[0].first,
            std::string("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"));
        QVERIFY(parameters[0].second.sizes() == at::IntArrayRef({16, 64}));
        QVERIFY(parameters[3].second.sizes() == at::IntArrayRef({32, 16}));
        QVERIFY(
            std::abs(parameters[0].second.abs().max().item<double>() - 1.0 / 8.0) < 1e-3); // 1/√64
        QCOMPARE(makeLora({}, *m_decoder, 3)->hash(), adapter->hash());
        QVERIFY(makeLora({}, *m_decoder, 4)->hash() != adapter->hash());
    }

    void scalesAsConfigured()
    {
        const auto effect = [&](double alpha, bool rankStabilised) {
            LoraConfig config;
            config.rank = 4;
            config.alpha = alpha;
            config.rankStabilised = rankStabilised;
            config.targets = {"model.layers.1.mlp.down_proj"}; // the last map: its effect before
                                                               // the norm is linear
            const auto adapter = makeLora(config, *m_decoder, 3);
            const c10::NoGradGuard noGraph;
            adapter->parameters()[1].second.fill_(0.01);
            const Linear& last = *m_decoder->linears().back();
            const at::Tensor x = at::ones({1, last.inputs()});
            return adapter->apply(last, x, at::zeros({1, last.outputs()}), {});
        };
        QVERIFY(distance(effect(8, false), 2 * effect(4, false)) < 1e-6);
        QVERIFY(distance(effect(4, true), 2 * effect(4, false)) < 1e-6); // alpha/√4 against alpha/4
    }

    void survivesAFolder()
    {
        LoraConfig config;
        config.targets = {"all-linear"};
        config.rank = 2;
        config.rankStabilised = true;
        const auto adapter = makeLora(config, *m_decoder, 5);
        QCOMPARE(adapter->parameters().size(), size_t{2 * 7 * 2});
        const QTemporaryDir folder;
        adapter->save(folder.path().toStdString(), "some/model");
        const auto loaded = loadPeftFolder(folder.path().toStdString(), *m_decoder);
        QCOMPARE(loaded->hash(), adapter->hash());
        QVERIFY(loaded->parameters()[0].second.requires_grad());
        const json stored = json::parse(
            std::ifstream(fs::path(folder.path().toStdString()) / "adapter_config.json"));
        QCOMPARE(stored["base_model_name_or_path"].get<std::string>(), std::string("some/model"));
        QCOMPARE(stored["target_modules"].size(), size_t{7});
    }

    void readsWhatPeftWrote()
    {
        const auto adapter = loadPeftFolder(kAdapter, *m_decoder);
        QVERIFY(distance(hidden(adapter.get()), hidden(nullptr)) > 0.01);
        const QTemporaryDir folder;
        adapter->save(folder.path().toStdString(), "models/llama3");
        const auto read = [](const fs::path& path) { return json::parse(std::ifstream(path)); };
        QVERIFY(read(fs::path(folder.path().toStdString()) / "adapter_config.json")
            == read(kAdapter / "adapter_config.json"));
    }

    void inferenceSeesChangedParameters()
    {
        const auto adapter = loadPeftFolder(kAdapter, *m_decoder);
        const at::Tensor before = hidden(adapter.get());
        {
            const c10::NoGradGuard noGraph;
            for (auto& [name, parameter] : adapter->parameters())
                at::Tensor(parameter).mul_(2.0);
        }
        const at::Tensor after = hidden(adapter.get());
        QVERIFY(distance(before, after) > 0.01);
        // The path that training takes gives the same.
        const AdapterUse all{adapter.get(), 0, 1, {}};
        QVERIFY(distance(m_decoder->forward(batch(), nullptr, {&all, 1}), after) < 1e-5);
    }

    void dropoutIsAPureFunctionOfItsSeed()
    {
        const auto adapter = loadPeftFolder(kAdapter, *m_decoder);
        const auto run = [&](uint64_t seed) {
            const AdapterUse all{adapter.get(), 0, 1, {0.5, seed}};
            return m_decoder->forward(batch(), nullptr, {&all, 1});
        };
        QVERIFY(run(1).equal(run(1)));
        QVERIFY(!run(1).equal(run(2)));
        const at::Tensor training = run(1);
        const c10::NoGradGuard noGraph;
        QVERIFY(distance(run(1), training) < 1e-5);
    }

    void ranksAndScalesFollowPatterns()
    {
        const QTemporaryDir folder;
        const fs::path path = folder.path().toStdString();
        json config = json::parse(std::ifstream(kAdapter / "adapter_config.json"));
        config["rank_pattern"] = {{"layers.1.self_attn.q_proj", 2}};
        std::map<std::string, at::Tensor> tensors
            = readSafetensors(kAdapter / "adapter_model.safetensors");
        const std::string module = "base_model.model.model.layers.1.self_attn.q_proj.";
        tensors[module + "lora_A.weight"] = tensors[module + "lora_A.weight"].narrow(0, 0, 2);
        tensors[module + "lora_B.weight"] = tensors[module + "lora_B.weight"].narrow(1, 0, 2);
        write(path, config, tensors);
        QVERIFY(loadPeftFolder(path, *m_decoder) != nullptr);
    }

    void refusesWhatItDoesNotCompute_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::newRow("bias") << "bias"
                              << "\"all\"";
        QTest::newRow("saved modules") << "modules_to_save"
                                       << "[\"lm_head\"]";
        QTest::newRow("initialisation") << "init_lora_weights"
                                        << "\"pissa_niter_4\"";
        QTest::newRow("layers pattern") << "layers_pattern"
                                        << "\"blocks\"";
        QTest::newRow("option of a later PEFT") << "new_trick"
                                                << "0.5";
        QTest::newRow("method") << "peft_type"
                                << "\"OFT\"";
    }
    void refusesWhatItDoesNotCompute()
    {
        QFETCH(QString, option);
        QFETCH(QString, value);
        const QTemporaryDir folder;
        json config = json::parse(std::ifstream(kAdapter / "adapter_config.json"));
        config[option.toStdString()] = json::parse(value.toStdString());
        write(folder.path().toStdString(), config,
            readSafetensors(kAdapter / "adapter_model.safetensors"));
        try {
            loadPeftFolder(folder.path().toStdString(), *m_decoder);
            QFAIL("loaded");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Unsupported);
            QVERIFY(error.message().find(option.toStdString()) != std::string::npos);
        }
    }

    void namesWhatIsWrongWithTheTensors()
    {
        const json config = json::parse(std::ifstream(kAdapter / "adapter_config.json"));
        const auto whole = readSafetensors(kAdapter / "adapter_model.safetensors");
        const std::string key = "base_model.model.model.layers.1.self_attn.v_proj.lora_B.weight";
        const auto complaint
            = [&](const std::map<std::string, at::Tensor>& tensors) -> std::string {
            const QTemporaryDir folder;
            write(folder.path().toStdString(), config, tensors);
            try {
                loadPeftFolder(folder.path().toStdString(), *m_decoder);
            } catch (const Error& error) {
                return error.code() == ErrorCode::CorruptData ? error.message() : "";
            }
            return "";
        };
        auto tensors = whole;
        tensors.erase(key);
        QVERIFY(complaint(tensors).find(key) != std::string::npos);
        tensors = whole;
        tensors[key] = tensors[key].narrow(0, 0, 3);
        QVERIFY(complaint(tensors).find(key) != std::string::npos);
        tensors = whole;
        tensors["base_model.model.other.lora_A.weight"] = at::zeros({4, 64});
        QVERIFY(complaint(tensors).find("other") != std::string::npos);
    }

    void refusesTargetsThatMatchNothing()
    {
        LoraConfig config;
        config.targets = {"query_key_value"};
        QVERIFY_THROWS_EXCEPTION(Error, makeLora(config, *m_decoder, 1));
        config.targets = {"q_proj"};
        config.rank = 0;
        QVERIFY_THROWS_EXCEPTION(Error, makeLora(config, *m_decoder, 1));
    }

private:
    static TokenBatch batch() { return TokenBatch::fromRows({{5, 9, 17, 33, 60, 2}}); }

    at::Tensor hidden(const PeftAdapter* adapter) const
    {
        const c10::NoGradGuard noGraph;
        const AdapterUse all{adapter, 0, 1, {}};
        return adapter ? m_decoder->forward(batch(), nullptr, {&all, 1})
                       : m_decoder->forward(batch());
    }

    static void write(const fs::path& folder, const json& config,
        const std::map<std::string, at::Tensor>& tensors)
    {
        std::ofstream(folder / "adapter_config.json") << config;
        writeSafetensors(folder / "adapter_model.safetensors", {tensors.begin(), tensors.end()});
    }

    std::unique_ptr<Decoder> m_decoder;
};

std::unique_ptr<QObject> makeLoraTest()
{
    return std::make_unique<LoraTest>();
}

#include "test_lora.moc"
