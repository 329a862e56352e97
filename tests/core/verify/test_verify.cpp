// SPDX-License-Identifier: Apache-2.0
#include "core/verify/verify.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/temporary_folder.h"
#include "core/tensorio/safetensors.h"
#include "tests/support/accelerator.h"

#include <ATen/ATen.h>

#include "suites.h"

#include <QtTest>

#include <filesystem>
#include <functional>
#include <limits>

using namespace interweave;
namespace fs = std::filesystem;

namespace {

const fs::path kCases = INTERWEAVE_CASES;
constexpr const char* kModel = "models/llama3";
constexpr const char* kImsm = "imsm/llama3_mode5_lora";

/// A copy of the bundled cases, to be broken.
class BreakableCases {
public:
    BreakableCases()
        : m_folder("test-verify")
    {
        fs::copy(kCases, m_folder.path(), fs::copy_options::recursive);
    }

    fs::path at(const std::string& name) const { return m_folder.path() / name; }

    void changeTensors(const std::string& name,
        const std::function<void(std::map<std::string, at::Tensor>&)>& change) const
    {
        const fs::path file = at(name) / "expected.safetensors";
        std::map<std::string, at::Tensor> tensors;
        for (const auto& [key, tensor] : readSafetensors(file))
            tensors[key] = tensor.clone();
        change(tensors);
        writeSafetensors(file, {tensors.begin(), tensors.end()});
    }

    VerifyReport verify(const std::string& name) const
    {
        return interweave::verify({.caseFolder = at(name).string(), .saveFile = {}});
    }

private:
    TemporaryFolder m_folder;
};

using Change = std::function<void(std::map<std::string, at::Tensor>&)>;

QByteArray failures(const std::vector<Difference>& differences)
{
    QByteArray text;
    for (const Difference& difference : differences)
        if (!difference.passed())
            text += QByteArray::fromStdString(difference.name + " "
                + std::to_string(difference.difference) + " " + difference.problem + "; ");
    return text;
}

} // namespace

Q_DECLARE_METATYPE(Change)

void TestVerify::bundledCases_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("models") << kModel;
    QTest::newRow("imsm") << kImsm;
}

void TestVerify::bundledCases()
{
    QFETCH(QString, folder);
    const VerifyReport report
        = verify({.caseFolder = (kCases / folder.toStdString()).string(), .saveFile = {}});
    QVERIFY2(report.passed(), failures(report.differences));
}

void TestVerify::sharedCases_data()
{
    QTest::addColumn<QString>("folder");
    for (const char* name : {"models/llama2", "models/llama3", "models/smollm2",
             "models/llama_linear_rope", "models/llama_yarn", "models/mistral", "models/qwen2",
             "imsm/llama3_mode5_lora", "imsm/llama3_mode5_lora_all", "imsm/qwen2_mode5_lora",
             "imsm/qwen2_mode5_lora_all", "imsm/llama3_mode0_lora", "imsm/llama3_mode2_lora",
             "imsm/llama3_mode3_lora", "imsm/llama3_mode4_lora", "imsm/llama3_mode6_lora",
             "imsm/qwen2_mode0_lora", "imsm/qwen2_mode2_lora", "imsm/qwen2_mode3_lora",
             "imsm/qwen2_mode4_lora", "imsm/qwen2_mode6_lora"})
        QTest::newRow(name) << name;
}

void TestVerify::sharedCases()
{
    QFETCH(QString, folder);
    const fs::path path = fs::path(INTERWEAVE_SHARED) / "oracle" / folder.toStdString();
    if (!fs::exists(path))
        QSKIP("the references' outputs are not on this machine");
    const VerifyReport report = verify({.caseFolder = path.string(), .saveFile = {}});
    QVERIFY2(report.passed(), failures(report.differences));
}

void TestVerify::savesWhatItComputed()
{
    const TemporaryFolder folder("test-verify");
    const fs::path file = folder.path() / "computed.safetensors";
    verify({.caseFolder = (kCases / kImsm).string(), .saveFile = file.string()});
    const std::map<std::string, at::Tensor> saved = readSafetensors(file);
    for (const char* name :
        {"base_memory", "tuned_memory", "gate", "shifted_logits", "loss", "losses", "greedy.0",
            "greedy.1", "greedy.2", "after.gate.down.weight", "after.gate.up.weight"})
        QVERIFY2(saved.contains(name), name);
    QCOMPARE(saved.at("losses").sizes(), at::IntArrayRef{16});
    QCOMPARE(saved.at("losses").scalar_type(), at::kFloat);
}

void TestVerify::selftestPasses()
{
    std::vector<std::string> parts;
    const SelftestReport report
        = selftest("cpu", [&](const std::string& part) { parts.push_back(part); });
    QVERIFY(report.passed());
    QCOMPARE(parts.size(), size_t{2});
}

void TestVerify::selftestOnAnAccelerator()
{
    const SelftestReport report = selftest(testAccelerator().str());
    QCOMPARE(report.parts.size(), size_t{4});
    for (const SelftestPart& part : report.parts)
        QVERIFY2(failures(part.differences).isEmpty(), failures(part.differences));
}

void TestVerify::changedReferenceFails_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<Change>("change");
    const auto add = [](const char* row, const char* folder, const Change& change) {
        QTest::newRow(row) << QString(folder) << change;
    };
    add("a hidden value", kModel, [](auto& t) { t["hidden"][1][3][5] += 0.001; });
    add("a NaN", kModel,
        [](auto& t) { t["logits"][0][0][0] = std::numeric_limits<float>::quiet_NaN(); });
    add("a token", kModel, [](auto& t) { t["greedy"][1][11] += 1; });
    add("no hidden", kModel, [](auto& t) { t.erase("hidden"); });
    add("logits cut", kModel,
        [](auto& t) { t["logits"] = t["logits"].narrow(2, 0, 100).contiguous(); });
    add("fp64", kModel, [](auto& t) { t["hidden"] = t["hidden"].to(at::kDouble); });
    add("an unknown tensor", kModel, [](auto& t) { t["attention"] = at::ones({1}); });
    add("the gate", kImsm, [](auto& t) { t["gate"].add_(0.01); });
    add("the loss", kImsm, [](auto& t) { t["loss"].mul_(1.001); });
    add("a trained tensor", kImsm, [](auto& t) { t["after.gate.up.weight"][0][0] += 0.01; });
    add("a trained tensor too many", kImsm,
        [](auto& t) { t["after.gate.middle.weight"] = at::ones({2}); });
    add("other training data", kImsm, [](auto& t) {
        const at::Tensor labels = t["train.1.labels"];
        const at::Tensor place = labels.ne(-100).nonzero()[0];
        const int64_t row = place[0].template item<int64_t>();
        const int64_t column = place[1].template item<int64_t>();
        labels[row][column] = 7;
        t["train.1.input_ids"][row][column] = 7;
    });
}

void TestVerify::changedReferenceFails()
{
    QFETCH(QString, folder);
    QFETCH(Change, change);
    const BreakableCases cases;
    cases.changeTensors(folder.toStdString(), change);
    QVERIFY(!cases.verify(folder.toStdString()).passed());
}

void TestVerify::brokenInputsAreErrors_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<Change>("change");
    const auto add = [](const char* row, const char* folder, const Change& change) {
        QTest::newRow(row) << QString(folder) << change;
    };
    add("no input ids", kModel, [](auto& t) { t.erase("input_ids"); });
    add("an id out of the vocabulary", kModel, [](auto& t) { t["input_ids"][0][0] = 128; });
    add("a negative id", kModel, [](auto& t) { t["input_ids"][1][23] = -1; });
    add("int32 ids", kModel, [](auto& t) { t["input_ids"] = t["input_ids"].to(at::kInt); });
    add("no rows", kModel, [](auto& t) { t["input_ids"] = at::empty({0, 24}, at::kLong); });
    add("no greedy", kModel, [](auto& t) { t.erase("greedy"); });
    add("labels of another shape", kImsm,
        [](auto& t) { t["labels"] = t["labels"].narrow(1, 0, 12).contiguous(); });
    add("labels that are not the ids", kImsm, [](auto& t) {
        t["labels"] = at::where(t["labels"].ne(-100), t["labels"].remainder(100) + 1, t["labels"]);
    });
    add("no answer", kImsm, [](auto& t) { t["labels"].fill_(-100); });
    add("a query longer than the row", kImsm, [](auto& t) { t["query_length"][0] = 13; });
    add("no query", kImsm, [](auto& t) { t["query_length"][0] = 0; });
    add("a query too few", kImsm,
        [](auto& t) { t["query_length"] = t["query_length"].narrow(0, 0, 2).contiguous(); });
    add("no training batch", kImsm, [](auto& t) {
        std::erase_if(t, [](const auto& entry) { return entry.first.starts_with("train."); });
    });
}

void TestVerify::brokenInputsAreErrors()
{
    QFETCH(QString, folder);
    QFETCH(Change, change);
    const BreakableCases cases;
    cases.changeTensors(folder.toStdString(), change);
    QVERIFY_EXCEPTION_THROWN(cases.verify(folder.toStdString()), Error);
}

void TestVerify::brokenSettingsAreErrors_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("not JSON") << "{"
                              << "";
    QTest::newRow("no mode") << "\"mode\""
                             << "\"mood\"";
    QTest::newRow("a mode that nobody has") << "\"mode\": 5"
                                            << "\"mode\": 1";
    QTest::newRow("another mode than the gate's") << "\"mode\": 5"
                                                  << "\"mode\": 4";
    QTest::newRow("a gate for a mode without") << "\"mode\": 5"
                                               << "\"mode\": 0";
    QTest::newRow("a path as base") << "\"base\": \"llama3\""
                                    << "\"base\": \"../models/llama3\"";
    QTest::newRow("no such base") << "\"base\": \"llama3\""
                                  << "\"base\": \"llama9\"";
    QTest::newRow("another optimizer") << "AdamW"
                                       << "SGD";
    QTest::newRow("a step without loss") << "\"steps\": 16"
                                         << "\"steps\": 17";
    QTest::newRow("steps below zero") << "\"steps\": 16"
                                      << "\"steps\": -1";
    QTest::newRow("no accumulation") << "\"accumulation\": 2"
                                     << "\"accumulation\": 0";
    QTest::newRow("dropout") << "\"dropout\": 0.0"
                             << "\"dropout\": 0.1";
    QTest::newRow("another schedule") << "cosine, 2"
                                      << "cosine, two";
    QTest::newRow("a rate that is text") << "\"lr_gate\": 0.001"
                                         << "\"lr_gate\": \"0.001\"";
    QTest::newRow("another gate rank") << "\"gate_rank\": 8"
                                       << "\"gate_rank\": 4";
}

void TestVerify::brokenSettingsAreErrors()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    const BreakableCases cases;
    const fs::path file = cases.at(kImsm) / "case.json";
    QString text = QString::fromStdString(readFile(file));
    const qsizetype place = text.indexOf(from);
    QVERIFY(place >= 0);
    text.replace(place, from.size(), to);
    writeFileAtomically(file, text.toStdString());
    QVERIFY_EXCEPTION_THROWN(cases.verify(kImsm), Error);
}

void TestVerify::truncatedFilesAreErrors()
{
    for (const char* name :
        {"models/llama3/model.safetensors", "models/llama3/expected.safetensors",
            "models/llama3/config.json", "imsm/llama3_mode5_lora/gate.safetensors",
            "imsm/llama3_mode5_lora/adapter/adapter_model.safetensors",
            "imsm/llama3_mode5_lora/adapter/adapter_config.json"}) {
        const BreakableCases cases;
        fs::resize_file(cases.at(name), fs::file_size(cases.at(name)) - 10);
        const std::string folder = std::string(name).starts_with("models") ? kModel : kImsm;
        QVERIFY_EXCEPTION_THROWN(cases.verify(folder), Error);
        fs::remove(cases.at(name));
        QVERIFY_EXCEPTION_THROWN(cases.verify(folder), Error);
    }
    const BreakableCases cases;
    QVERIFY_EXCEPTION_THROWN(cases.verify("models"), Error); // no case at all
}

void TestVerify::stops()
{
    std::stop_source source;
    source.request_stop();
    try {
        verify({.caseFolder = (kCases / kImsm).string(), .saveFile = {}}, source.get_token());
        QFAIL("did not stop");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
}
