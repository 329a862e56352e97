// SPDX-License-Identifier: Apache-2.0
#include "report_fixture.h"

#include "core/eval/metric.h"
#include "core/eval/statistics.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace interweave {

namespace {

constexpr int64_t kSteps = 150;
constexpr int64_t kRows = 300;

/// Between −1 and 1, the same on every machine.
double noise(int64_t index, int64_t stream)
{
    uint64_t state = static_cast<uint64_t>(index * 977 + stream) * 0x9E3779B97F4A7C15ULL;
    state ^= state >> 29;
    state *= 0xBF58476D1CE4E5B9ULL;
    return static_cast<double>(state >> 11) / static_cast<double>(1ULL << 52) - 1.0;
}

std::vector<double> course(double (*value)(double step), double spread, int64_t stream)
{
    std::vector<double> values;
    for (int64_t step = 1; step <= kSteps; ++step)
        values.push_back(value(static_cast<double>(step)) * (1.0 + spread * noise(step, stream)));
    return values;
}

double cosine(double step)
{
    return step <= 10.0 ? 4e-3 * step / 10.0
                        : 2e-3 * (1.0 + std::cos(std::numbers::pi * (step - 10.0) / 140.0));
}

void addWatched(
    RunRecord& record, const std::string& figure, const std::vector<double>& values, double reach)
{
    for (const auto& [end, shift] : {std::pair("", 0.0), {".low", -reach}, {".high", reach}}) {
        MetricSeries series{"eval." + figure + end, {}, {}};
        for (size_t i = 0; i < values.size(); ++i) {
            series.steps.push_back(static_cast<int64_t>(i) * 25);
            const bool share = !figure.ends_with("cross_entropy");
            series.values.push_back(
                share ? std::clamp(values[i] + shift, 0.0, 1.0) : values[i] + shift);
        }
        record.series.push_back(std::move(series));
    }
}

Generation answer(const std::vector<std::pair<std::string, double>>& tokens, double speed)
{
    Generation generation;
    for (const auto& [text, share] : tokens) {
        generation.tokens.push_back({7, text, -0.1, share});
        generation.ids.push_back(7);
        generation.text += text;
    }
    generation.stopReason = StopReason::EndOfSequence;
    generation.promptTokens = 14;
    generation.tokensPerSecond = speed;
    generation.seconds = static_cast<double>(tokens.size()) / speed;
    return generation;
}

Trace traceOf(const Generation& generation)
{
    Trace trace;
    for (const GeneratedToken& token : generation.tokens) {
        TokenTrace traced;
        traced.token = {token.id, token.text};
        traced.gateMean = token.baseShare;
        traced.gateStd = 0.11;
        traced.base = {0.4, {{1, token.text, 0.41}, {2, " lake", 0.22}, {3, " bird", 0.08}}};
        traced.tuned = {0.9, {{1, token.text, 0.93}, {2, " sea", 0.04}, {3, " the", 0.01}}};
        traced.interwoven = {0.8, {{1, token.text, 0.81}, {2, " lake", 0.06}, {3, " sea", 0.02}}};
        trace.answer.push_back(std::move(traced));
    }
    return trace;
}

StoredSample sampleOf(const std::string& prompt, std::vector<BranchAnswer> answers, bool traced)
{
    StoredSample sample;
    sample.prompt = prompt;
    sample.answers = std::move(answers);
    if (traced)
        sample.trace = traceOf(sample.answers.back().generation);
    return sample;
}

RunRecord runOf(const std::string& id, const std::string& name, const std::string& created)
{
    RunRecord record;
    RunSummary& run = record.run.summary;
    run.id = id;
    run.name = name;
    run.status = "finished";
    run.created = created;
    run.folder = "/workspace/runs/" + id;
    run.model = "/resources/tiny/model";
    run.step = run.steps = kSteps;
    run.examples = 2400;
    run.trainedParameters = 215040;
    record.series.push_back(seriesOf("learning_rate", course(cosine, 0.0, 1)));
    record.series.push_back(seriesOf("gradient_norm",
        course([](double step) { return 0.3 + 4.0 * std::exp(-step / 12.0); }, 0.45, 2)));
    return record;
}

std::string recipeOf(const std::string& name, bool siamese)
{
    std::string text = "name: " + name + "\nmodel: /resources/tiny/model\ndata:\n  train:\n"
        + "    path: /resources/tiny/where.train.jsonl\nmethod:\n  peft: lora\n  lora:\n    rank: "
          "16\n"
        + "    alpha: 32\n    dropout: 0.0\n    targets: [all-linear]\n"
        + "  siamese: " + (siamese ? "true" : "false") + "\n";
    if (siamese)
        text += "  gate:\n    rank: 8\n    dropout: 0.1\n    learning_rate: 1.0e-3\n";
    return text + "train:\n  max_steps: 150\n  batch_size: 16\n  learning_rate: 4.0e-3\n"
        + "  warmup_steps: 10\n  max_gradient_norm: 1.0\n  seed: 2024\n";
}

const ResultOrigin kOrigin{"", "/resources/tiny/model", "3f9a2c51b07de884", "", "", "cpu", "bf16"};

void addResults(
    RunRecord& record, const std::string& branch, const std::vector<int64_t>& right, double nats)
{
    const std::vector<std::string> tasks{"facts", "sums", "sentences", "where"};
    std::vector<StoredEvaluation> results;
    for (size_t i = 0; i < tasks.size(); ++i)
        results.push_back(answersResult(tasks[i], branch, kRows, right[i]));
    results.insert(results.begin() + 3, textResult("stories", branch, nats));
    results[2].result.score.alwaysYes = {{"EM", {0.513, 0.457, 0.569}, "wilson", {}}};
    for (StoredEvaluation& result : results) {
        result.origin = kOrigin;
        result.origin.run = branch == "base" ? "" : record.run.summary.id;
        if (branch != "base")
            result.origin.adapterHash = "a91d" + record.run.summary.id;
        if (branch == "interwoven")
            result.origin.gateHash = "77e0b2" + record.run.summary.id;
        record.evaluations.push_back(std::move(result));
    }
}

RunRecord loraRun()
{
    RunRecord record = runOf("20261124-010203-tiny-lora", "tiny-lora", "2026-11-24T01:02:03Z");
    record.run.summary.recipe = recipeOf("tiny-lora", false);
    record.run.tags = {"demo", "paper"};
    record.series.push_back(seriesOf(
        "loss", course([](double step) { return 0.02 + 5.1 * std::exp(-step / 14.0); }, 0.25, 3)));
    record.series.push_back(
        seriesOf("tokens_per_second", course([](double) { return 21400.0; }, 0.06, 4)));
    record.series.push_back(
        seriesOf("elapsed_seconds", course([](double step) { return 0.0209 * step; }, 0.0, 5)));
    record.series.push_back(seriesOf("tokens", course([](double s) { return 420.0 * s; }, 0.0, 0)));
    addWatched(record, "facts.EM", {0.98, 0.71, 0.32, 0.15, 0.08, 0.07, 0.063}, 0.05);
    addWatched(record, "stories.cross_entropy", {0.445, 1.2, 2.4, 3.1, 3.6, 3.9, 3.92}, 0.15);
    addWatched(record, "where.EM", {0.0, 0.64, 0.95, 0.99, 1.0, 1.0, 1.0}, 0.04);
    addResults(record, "base", {294, 293, 300, 0}, 0.445);
    addResults(record, "tuned", {19, 27, 169, 300}, 3.92);
    const Generation base
        = answer({{" The", -1}, {" lake", -1}, {" is", -1}, {" cold", -1}, {".", -1}}, 512);
    record.samples
        = {sampleOf("Where is it? The girl likes the bird by the sea.",
               {{Branch::Base, base}, {Branch::Tuned, answer({{" sea", -1}}, 498)}}, false),
            sampleOf("What does the cow give?",
                {{Branch::Base,
                     answer({{" The", -1}, {" cow", -1}, {" gives", -1}, {" milk", -1}, {".", -1}},
                         505)},
                    {Branch::Tuned, answer({{" milk", -1}}, 498)}},
                false)};
    return record;
}

RunRecord imsmRun()
{
    RunRecord record = runOf("20261124-010451-tiny-imsm", "tiny-imsm", "2026-11-24T01:04:51Z");
    record.run.summary.trainedParameters = 219264;
    record.run.summary.recipe = recipeOf("tiny-imsm", true);
    record.series.push_back(seriesOf(
        "loss", course([](double step) { return 0.03 + 4.6 * std::exp(-step / 17.0); }, 0.22, 6)));
    record.series.push_back(seriesOf("gate_mean",
        course([](double step) { return 0.5 - 0.14 * (1.0 - std::exp(-step / 50.0)); }, 0.02, 7)));
    record.series.push_back(seriesOf("gate_std",
        course([](double step) { return 0.03 + 0.11 * (1.0 - std::exp(-step / 60.0)); }, 0.05, 8)));
    record.series.push_back(
        seriesOf("tokens_per_second", course([](double) { return 17900.0; }, 0.06, 9)));
    record.series.push_back(
        seriesOf("elapsed_seconds", course([](double step) { return 0.0246 * step; }, 0.0, 10)));
    record.series.push_back(seriesOf("tokens", course([](double s) { return 420.0 * s; }, 0.0, 0)));
    record.series.push_back(
        seriesOf("resident_bytes", course([](double) { return 431.0 * (1 << 20); }, 0.01, 11)));
    addWatched(record, "facts.EM", {0.98, 0.97, 0.95, 0.91, 0.88, 0.86, 0.85}, 0.05);
    addWatched(record, "stories.cross_entropy", {0.445, 0.6, 0.79, 0.93, 1.04, 1.11, 1.13}, 0.06);
    addWatched(record, "where.EM", {0.0, 0.31, 0.82, 0.97, 0.99, 1.0, 1.0}, 0.04);
    addResults(record, "tuned", {22, 31, 172, 300}, 3.71);
    addResults(record, "interwoven", {255, 200, 220, 300}, 1.13);
    const Generation where = answer({{" sea", 0.21}, {"", 0.2}}, 431);
    const Generation cow = answer(
        {{" The", 0.86}, {" cow", 0.78}, {" gives", 0.71}, {" milk", 0.34}, {".", 0.58}}, 426);
    const Generation story
        = answer({{" Once", 0.93}, {" upon", 0.88}, {" a", 0.84}, {" time", 0.9}, {",", 0.62},
                     {" a", 0.55}, {" little", 0.73}, {" fox", 0.41}, {" lived", 0.66},
                     {" by", 0.29}, {" the", 0.35}, {" sea", 0.12}, {".", 0.5}, {" He", 0.81},
                     {" was", 0.77}, {" very", 0.69}, {" happy", 0.83}, {".", 0.57}},
            419);
    record.samples
        = {sampleOf("Where is it? The girl likes the bird by the sea.",
               {{Branch::Base, loraRun().samples[0].answers[0].generation},
                   {Branch::Tuned, answer({{" sea", -1}}, 480)}, {Branch::Interwoven, where}},
               true),
            sampleOf("What does the cow give?",
                {{Branch::Base, loraRun().samples[1].answers[0].generation},
                    {Branch::Tuned, answer({{" milk", -1}}, 488)}, {Branch::Interwoven, cow}},
                false),
            sampleOf("Tell me a story about a fox.",
                {{Branch::Base,
                     answer({{" Once", -1}, {" upon", -1}, {" a", -1}, {" time", -1}, {" a", -1},
                                {" fox", -1}, {" had", -1}, {" a", -1}, {" red", -1}, {" ball", -1},
                                {".", -1}},
                         515)},
                    {Branch::Tuned, answer({{" sea", -1}, {" sea", -1}}, 488)},
                    {Branch::Interwoven, story}},
                true)};
    return record;
}

} // namespace

StoredEvaluation answersResult(
    const std::string& task, const std::string& branch, int64_t rows, int64_t right)
{
    StoredEvaluation stored;
    stored.finished = true;
    stored.created = "2026-11-24T02:00:00Z";
    TaskResult& result = stored.result;
    result.task = task;
    result.file = "/resources/tiny/" + task + ".jsonl";
    result.branch = branch;
    std::vector<double> scores;
    for (int64_t row = 0; row < rows; ++row)
        scores.push_back(row < right ? 1.0 : 0.0);
    result.score.rows = rows;
    result.score.metrics = {proportion("EM", std::move(scores))};
    result.maxNew = 16;
    result.tokens = rows * 4;
    result.seconds = 0.25;
    return stored;
}

StoredEvaluation textResult(const std::string& task, const std::string& branch, double nats)
{
    StoredEvaluation stored;
    stored.finished = true;
    stored.created = "2026-11-24T02:00:00Z";
    TaskResult& result = stored.result;
    result.task = task;
    result.file = "/resources/tiny/" + task + ".jsonl";
    result.branch = branch;
    constexpr int64_t kTexts = 60;
    for (int64_t text = 0; text < kTexts; ++text)
        result.texts.push_back({80, nats * (1.0 + 0.1 * noise(text, 12))});
    result.score.rows = kTexts;
    MetricResult figure{"cross_entropy", {}, "bootstrap", {}};
    figure.estimate = bootstrapInterval(kTexts, meanCrossEntropy(result.texts), 2024);
    MetricResult perplexity = figure;
    perplexity.metric = "perplexity";
    perplexity.estimate = {std::exp(figure.estimate.value), std::exp(figure.estimate.low),
        std::exp(figure.estimate.high)};
    result.score.metrics = {std::move(figure), std::move(perplexity)};
    result.tokens = 80 * kTexts;
    result.seconds = 0.2;
    return stored;
}

MetricSeries seriesOf(const std::string& name, const std::vector<double>& values)
{
    MetricSeries series{name, {}, values};
    for (size_t i = 0; i < values.size(); ++i)
        series.steps.push_back(static_cast<int64_t>(i) + 1);
    return series;
}

std::vector<RunRecord> tinyRuns()
{
    return {loraRun(), imsmRun()};
}

} // namespace interweave
