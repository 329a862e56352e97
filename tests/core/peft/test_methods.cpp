// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder.h"
#include "core/peft/merged_weights.h"
#include "core/peft/peft_methods.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/model_folder.h"
#include "core/tensorio/safetensors.h"
#include "tests/support/tensor_distance.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/GradMode.h>

#include "tests.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

const fs::path kFixtures = INTERWEAVE_FIXTURES;
constexpr int64_t kSteps = 10;

TokenBatch batchOf(const at::Tensor& ids)
{
    std::vector<std::vector<int64_t>> rows;
    for (int64_t row = 0; row < ids.size(0); ++row) {
        const at::Tensor one = ids[row].contiguous();
        rows.emplace_back(
            one.const_data_ptr<int64_t>(), one.const_data_ptr<int64_t>() + one.numel());
    }
    return TokenBatch::fromRows(rows);
}

fs::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

} // namespace

/// Every PEFT method against Hugging Face PEFT (tests/oracle/make_peft.py), and against itself.
class MethodsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Checkpoint checkpoint(kFixtures / "models/llama3");
        m_decoder = std::make_unique<Decoder>(Decoder::load(checkpoint, {at::kCPU, at::kFloat}));
    }

    void computesWhatPeftComputes_data() { eachFixture(); }
    void computesWhatPeftComputes()
    {
        QFETCH(QString, name);
        const fs::path folder = kFixtures / "peft" / name.toStdString();
        const auto expected = readSafetensors(folder / "expected.safetensors");
        const auto adapter = loadPeftFolder(folder / "adapter", *m_decoder);
        const at::Tensor ids = expected.at("input_ids");

        const at::Tensor tuned = hidden(*adapter, batchOf(ids), {}).view({2, 12, -1});
        QVERIFY2(distance(tuned, expected.at("tuned")) < 1e-4,
            qPrintable(QString::number(distance(tuned, expected.at("tuned")))));

        const c10::AutoGradMode withGraph(true);
        const AdapterUse use{adapter.get(), 0, 2, {}};
        const at::Tensor memory = m_decoder->forward(batchOf(ids), nullptr, {&use, 1});
        QVERIFY(
            distance(memory.view({2, 12, -1}), tuned) < 2e-5); // training's path and inference's
        const at::Tensor logits = m_decoder->logits(memory).view({2, 12, -1}).narrow(1, 0, 11);
        const at::Tensor loss
            = at::cross_entropy_loss(logits.flatten(0, 1), ids.narrow(1, 1, 11).flatten());
        QVERIFY(distance(loss, expected.at("loss")[0]) < 1e-4);
        loss.backward();
        size_t gradients = 0;
        for (const auto& [key, parameter] : adapter->parameters()) {
            const auto found = expected.find("grad." + key);
            if (found == expected.end())
                continue;
            ++gradients;
            const double scale = std::max(1e-3, found->second.abs().max().item<double>());
            QVERIFY2(distance(parameter.grad(), found->second) < 1e-3 * scale, key.c_str());
        }
        QCOMPARE(gradients, expected.size() - 3);
    }

    void survivesAFolder_data() { eachFixture(); }
    void survivesAFolder()
    {
        QFETCH(QString, name);
        const auto adapter
            = loadPeftFolder(kFixtures / "peft" / name.toStdString() / "adapter", *m_decoder);
        const QTemporaryDir folder;
        adapter->save(pathOf(folder), "some/model");
        const auto loaded = loadPeftFolder(pathOf(folder), *m_decoder);
        QCOMPARE(loaded->hash(), adapter->hash());
        QVERIFY(distance(hidden(*loaded, prompt(), {}), hidden(*adapter, prompt(), {})) < 1e-5);
    }

    void aFreshOneIsTheBaseModel_data() { eachMethod(); }
    void aFreshOneIsTheBaseModel()
    {
        const auto adapter = fresh();
        const c10::NoGradGuard noGraph;
        const at::Tensor base = m_decoder->forward(prompt());
        const bool standsInFront = adapter->virtualTokens().count > 0;
        QCOMPARE(distance(hidden(*adapter, prompt(), {}), base) > 1e-5, standsInFront);
        QCOMPARE(fresh()->hash(), adapter->hash());
        for (const auto& [key, parameter] : adapter->parameters())
            QVERIFY2(parameter.is_leaf() && parameter.requires_grad(), key.c_str());
    }

    void aTrainedOneSurvivesAFolder_data() { eachMethod(); }
    void aTrainedOneSurvivesAFolder()
    {
        const auto adapter = fresh();
        disturb(*adapter);
        const QTemporaryDir folder;
        adapter->save(pathOf(folder), "some/model");
        const auto loaded = loadPeftFolder(pathOf(folder), *m_decoder);
        const at::Tensor before = hidden(*adapter, prompt(), {});
        QVERIFY(distance(before, hidden(*loaded, prompt(), {})) < 1e-5);
        const c10::NoGradGuard noGraph;
        QVERIFY(distance(before, m_decoder->forward(prompt())) > 1e-3);
        // For tests/oracle/peft_reads.py, which has PEFT compute the same.
        if (const fs::path out = qEnvironmentVariable("INTERWEAVE_PEFT_OUT").toStdString();
            !out.empty()) {
            const fs::path own = out / QTest::currentDataTag();
            fs::create_directories(own / "adapter");
            adapter->save(own / "adapter", "some/model");
            writeSafetensors(own / "expected.safetensors",
                {{"input_ids", prompt().ids.unsqueeze(0)}, {"tuned", before.unsqueeze(0)}});
        }
    }

    void mergedIsAdapted_data() { eachMethod(); }
    void mergedIsAdapted()
    {
        const auto adapter = fresh();
        disturb(*adapter);
        Decoder other
            = Decoder::load(Checkpoint(kFixtures / "models/llama3"), {at::kCPU, at::kFloat});
        QFETCH(QString, method);
        if (!adapter->isMergeable() || method == "bitfit") { // llama's maps have no biases
            QVERIFY_THROWS_EXCEPTION(Error, mergedWeights(other, *adapter));
            return;
        }
        const QTemporaryDir folder;
        const fs::path merged = pathOf(folder) / "merged";
        writeModelFolder(merged, kFixtures / "models/llama3", mergedWeights(other, *adapter));
        const Decoder decoder = Decoder::load(Checkpoint(merged), {at::kCPU, at::kFloat});
        const c10::NoGradGuard noGraph;
        QVERIFY(distance(decoder.forward(prompt()), hidden(*adapter, prompt(), {})) < 1e-4);
    }

    void cachedIsUncached_data() { eachMethod(); }
    void cachedIsUncached()
    {
        const auto adapter = fresh();
        disturb(*adapter);
        const c10::NoGradGuard noGraph;
        const std::vector<std::vector<int64_t>> rows{{5, 9, 17, 33, 60, 2}, {7, 8, 11}};
        const TokenBatch whole = TokenBatch::fromRows({rows[0], rows[1], rows[0]});
        const AdapterUse tuned{adapter.get(), 1, 2, {}}; // the first row is a base row
        const at::Tensor expected = m_decoder->forward(whole, nullptr, {&tuned, 1});
        const auto tail = [](const std::vector<int64_t>& row) {
            return std::vector<int64_t>(row.begin() + 2, row.end());
        };
        KvCache cache(3, 16);
        m_decoder->forward(TokenBatch::fromRows({{5, 9}, {7, 8}, {5, 9}}), &cache, {&tuned, 1});
        const at::Tensor rest = m_decoder->forward(
            TokenBatch::fromRows({tail(rows[0]), tail(rows[1]), tail(rows[0])}), &cache,
            {&tuned, 1});
        QVERIFY(distance(rest,
                    at::cat({expected.narrow(0, 2, 4), expected.narrow(0, 8, 1),
                        expected.narrow(0, 11, 4)}))
            < 2e-5);
        QVERIFY(
            distance(expected.narrow(0, 0, 6), m_decoder->forward(TokenBatch::fromRows({rows[0]})))
            < 2e-5);
        const AdapterUse alone{adapter.get(), 0, 1, {}};
        QVERIFY(distance(expected.narrow(0, 6, 3),
                    m_decoder->forward(TokenBatch::fromRows({rows[1]}), nullptr, {&alone, 1}))
            < 2e-5);
    }

    void dropoutIsAPureFunctionOfItsSeed_data() { eachMethod(); }
    void dropoutIsAPureFunctionOfItsSeed()
    {
        const auto adapter = fresh();
        disturb(*adapter);
        const at::Tensor once = hidden(*adapter, prompt(), {0.5, 1});
        QVERIFY(once.equal(hidden(*adapter, prompt(), {0.5, 1})));
        const c10::AutoGradMode withGraph(true);
        const AdapterUse use{adapter.get(), 0, 1, {0.5, 1}};
        QVERIFY(distance(m_decoder->forward(prompt(), nullptr, {&use, 1}), once) < 2e-5);
    }

    void gradientsAreThoseOfDifferences_data() { eachMethod(); }
    void gradientsAreThoseOfDifferences()
    {
        const auto adapter = fresh();
        disturb(*adapter);
        const at::Tensor direction = m_decoder->forward(prompt()).detach();
        const AdapterUse use{adapter.get(), 0, 1, {0.2, 3}};
        const auto value = [&] {
            return (m_decoder->forward(prompt(), nullptr, {&use, 1}) * direction)
                .to(at::kDouble)
                .sum();
        };
        const c10::AutoGradMode withGraph(true);
        value().backward();
        for (const auto& [key, parameter] : adapter->parameters()) {
            // Along the gradient itself the change is largest against fp32's rounding.
            const at::Tensor gradient = parameter.grad().clone();
            const double slope = gradient.norm().item<double>();
            // DoRA's gradient takes n as a constant: it is no derivative in A and B.
            const bool isDora = adapter->parameters().back().first.ends_with("magnitude_vector")
                && key.ends_with(".weight");
            if (slope < 1e-3 || isDora)
                continue;
            const double step = 2e-2 / slope;
            const c10::NoGradGuard noGraph;
            at::Tensor handle = parameter;
            handle.add_(gradient, step / slope);
            const double above = value().item<double>();
            handle.add_(gradient, -2.0 * step / slope);
            const double below = value().item<double>();
            handle.add_(gradient, step / slope);
            const double measured = (above - below) / (2.0 * step);
            QVERIFY2(std::abs(measured - slope) < 0.03 * slope + 2e-3,
                qPrintable(QString::fromStdString(key)
                    + QStringLiteral(": %1 against %2").arg(measured).arg(slope)));
        }
    }

private:
    void eachFixture()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"lora", "lora_pattern", "dora", "pissa", "olora", "adalora", "ia3",
                 "ia3_gate", "vera", "vera_key", "ln_tuning", "prompt_tuning", "prefix_tuning"})
            QTest::newRow(name) << name;
    }

    void eachMethod()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("option");
        for (const std::string& name : peftMethodNames())
            QTest::newRow(name.c_str()) << QString::fromStdString(name) << QString();
        for (const char* option : {"dora", "pissa", "olora", "rslora", "dora+pissa"})
            QTest::newRow(option) << QStringLiteral("lora") << option;
    }

    std::shared_ptr<PeftAdapter> fresh() const
    {
        QFETCH(QString, method);
        QFETCH(QString, option);
        PeftConfig config;
        config.method = method.toStdString();
        config.lora.rank = 4;
        config.lora.targets = {"q_proj", "v_proj", "down_proj"};
        config.vera.rank = 8;
        config.lora.dora = option.contains("dora");
        config.lora.rankStabilised = option == "rslora";
        for (const char* kind : {"pissa", "olora"})
            if (option.contains(kind))
                config.lora.initialisation = kind;
        return makeAdapter(config, {*m_decoder, 5, kSteps});
    }

    /// Away from the initial values.
    static void disturb(const PeftAdapter& adapter)
    {
        const c10::NoGradGuard noGraph;
        for (const auto& [key, parameter] : adapter.parameters()) {
            const at::Tensor wave
                = at::sin(at::arange(parameter.numel(), at::kFloat) * 1.7).view(parameter.sizes());
            at::Tensor(parameter).add_(wave, 0.1);
        }
    }

    static TokenBatch prompt() { return TokenBatch::fromRows({{5, 9, 17, 33, 60, 2}}); }

    at::Tensor hidden(
        const PeftAdapter& adapter, const TokenBatch& batch, const Dropout& dropout) const
    {
        const c10::NoGradGuard noGraph;
        const AdapterUse all{&adapter, 0, static_cast<int64_t>(batch.lengths.size()), dropout};
        return m_decoder->forward(batch, nullptr, {&all, 1});
    }

    std::unique_ptr<Decoder> m_decoder;
};

std::unique_ptr<QObject> makeMethodsTest()
{
    return std::make_unique<MethodsTest>();
}

#include "test_methods.moc"
