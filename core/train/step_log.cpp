// SPDX-License-Identifier: Apache-2.0
#include "core/train/step_log.h"

#include "core/data/json_lines.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace interweave {

namespace fs = std::filesystem;

namespace {

/// A kill may leave half a line at the end: such lines are dropped with those of later steps.
std::string linesUpTo(const fs::path& path, int64_t steps)
{
    std::string kept;
    readJsonLines(path, {.skipBadLines = true}, [&](const JsonLine& line) {
        if (line.value.is_object() && line.value.value("step", steps + 1) <= steps)
            kept += line.value.dump() + "\n";
    });
    return kept;
}

} // namespace

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
    nlohmann::ordered_json json{{"step", progress.step}, {"epoch", progress.epoch},
        {"loss", progress.loss}, {"learning_rate", progress.learningRate},
        {"gate_learning_rate", progress.gateLearningRate},
        {"gradient_norm", progress.gradientNorm}};
    if (progress.gateMean && progress.gateStd) {
        json["gate_mean"] = *progress.gateMean;
        json["gate_std"] = *progress.gateStd;
    }
    json["tokens"] = progress.tokens;
    json["tokens_per_second"] = progress.tokensPerSecond;
    json["elapsed_seconds"] = progress.elapsedSeconds;
    if (!badLines.empty())
        json["bad_lines"] = badLines;
    const std::string line = json.dump() + "\n";
    const ssize_t written = ::write(m_descriptor, line.data(), line.size());
    if (written != static_cast<ssize_t>(line.size()))
        throw Error(ErrorCode::Io, m_path.string(),
            std::string("writing failed: ")
                + (written < 0 ? std::strerror(errno) : "no space left"));
}

} // namespace interweave
