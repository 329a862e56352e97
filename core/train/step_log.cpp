// SPDX-License-Identifier: Apache-2.0
#include "core/train/step_log.h"

#include "core/data/json_lines.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <unistd.h>

namespace interweave {

namespace fs = std::filesystem;

namespace {

/// A figure of a step: its series, its key in the log, and whether it is a count.
struct Figure {
    const char* series;
    const char* key;
    bool whole;
    std::optional<double> (*of)(const TrainProgress&);
};

double count(int64_t value)
{
    return static_cast<double>(value);
}

using Step = const TrainProgress&;
constexpr std::array kFigures{
    Figure{"epoch", "epoch", true, [](Step s) { return std::optional(count(s.epoch)); }},
    Figure{"loss", "loss", false, [](Step s) { return std::optional(s.loss); }},
    Figure{"learning_rate", "lr", false, [](Step s) { return std::optional(s.learningRate); }},
    Figure{"gate_learning_rate", "gate_lr", false,
        [](Step s) { return std::optional(s.gateLearningRate); }},
    Figure{
        "gradient_norm", "grad_norm", false, [](Step s) { return std::optional(s.gradientNorm); }},
    Figure{"gate_mean", "gate_mean", false, [](Step s) { return s.gateMean; }},
    Figure{"gate_std", "gate_std", false, [](Step s) { return s.gateStd; }},
    Figure{"kl_to_base", "kl_to_base", false, [](Step s) { return s.klToBase; }},
    Figure{"l2_to_base", "l2_to_base", false, [](Step s) { return s.l2ToBase; }},
    Figure{"penalty", "penalty", false, [](Step s) { return s.penalty; }},
    Figure{"validation_loss", "eval_loss", false, [](Step s) { return s.validationLoss; }},
    Figure{"anchor_loss", "anchor_loss", false, [](Step s) { return s.anchorLoss; }},
    Figure{"anchor_gate_mean", "anchor_gate_mean", false, [](Step s) { return s.anchorGateMean; }},
    Figure{"tokens", "total_tokens", true, [](Step s) { return std::optional(count(s.tokens)); }},
    Figure{"tokens_per_second", "throughput", false,
        [](Step s) { return std::optional(s.tokensPerSecond); }},
    Figure{"elapsed_seconds", "elapsed_seconds", false,
        [](Step s) { return std::optional(s.elapsedSeconds); }},
    Figure{"resident_bytes", "resident_bytes", true,
        [](Step s) { return std::optional(count(s.residentBytes)); }},
    Figure{"memory_cache_bytes", "memory_cache_bytes", true,
        [](Step s) { return std::optional(count(s.memoryCacheBytes)); }},
};

constexpr const char* kStep = "current_steps";

/// As LLaMA-Factory writes it: "0:01:20".
std::string clockTime(double seconds)
{
    const auto whole = static_cast<int64_t>(seconds);
    char text[32];
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", static_cast<long long>(whole / 3600),
        static_cast<long long>(whole / 60 % 60), static_cast<long long>(whole % 60));
    return text;
}

/// A kill may leave half a line at the end: such lines are dropped with those of later steps.
std::string linesUpTo(const fs::path& path, int64_t steps)
{
    std::string kept;
    readJsonLines(path, {.skipBadLines = true}, [&](const JsonLine& line) {
        if (line.value.is_object() && line.value.value(kStep, steps + 1) <= steps)
            kept += line.value.dump() + "\n";
    });
    return kept;
}

} // namespace

std::vector<MetricPoint> figuresOf(const TrainProgress& progress)
{
    std::vector<MetricPoint> points;
    for (const Figure& figure : kFigures)
        if (const auto value = figure.of(progress))
            points.push_back({figure.series, progress.step, *value});
    return points;
}

StepLog::StepLog(fs::path path, int64_t steps)
    : m_path(std::move(path))
{
    writeFileAtomically(m_path, fs::exists(m_path) ? linesUpTo(m_path, steps) : std::string());
    m_descriptor = ::open(m_path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (m_descriptor < 0)
        throw Error(
            ErrorCode::Io, m_path.string(), std::string("opening failed: ") + std::strerror(errno));
}

StepLog::~StepLog()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void StepLog::append(const TrainProgress& progress, const std::vector<int64_t>& badLines)
{
    nlohmann::ordered_json json{{kStep, progress.step}, {"total_steps", progress.steps}};
    for (const Figure& figure : kFigures)
        if (const auto value = figure.of(progress))
            json[figure.key] = figure.whole ? nlohmann::ordered_json(std::llround(*value))
                                            : nlohmann::ordered_json(*value);
    json["percentage"] = progress.steps == 0
        ? 0.0
        : std::round(1e4 * static_cast<double>(progress.step) / static_cast<double>(progress.steps))
            / 100.0;
    json["elapsed_time"] = clockTime(progress.elapsedSeconds);
    json["remaining_time"] = clockTime(progress.etaSeconds);
    if (!badLines.empty())
        json["bad_lines"] = badLines;
    const std::string line = json.dump() + "\n";
    const ssize_t written = ::write(m_descriptor, line.data(), line.size());
    if (written != static_cast<ssize_t>(line.size()))
        throw Error(ErrorCode::Io, m_path.string(),
            std::string("writing failed: ")
                + (written < 0 ? std::strerror(errno) : "no space left"));
}

std::vector<MetricPoint> StepLog::read(const fs::path& path)
{
    std::vector<MetricPoint> points;
    if (!fs::exists(path))
        return points;
    readJsonLines(path, {.skipBadLines = true}, [&](const JsonLine& line) {
        const auto step = line.value.find(kStep);
        if (step == line.value.end() || !step->is_number_integer())
            return;
        for (const Figure& figure : kFigures) {
            const auto value = line.value.find(figure.key);
            if (value != line.value.end() && (value->is_number() || value->is_null()))
                points.push_back({figure.series, step->get<int64_t>(),
                    value->is_null() ? std::numeric_limits<double>::quiet_NaN() // not finite
                                     : value->get<double>()});
        }
    });
    return points;
}

} // namespace interweave
