// SPDX-License-Identifier: Apache-2.0
#include "core/report/paper_figures.h"

#include "core/support/embedded_files.h"
#include "core/support/error.h"

#include <yaml-cpp/yaml.h>

namespace interweave {

namespace {

constexpr const char* kFile = "paper/forgetting.yaml";

void addRow(std::vector<PaperFigure>& figures, const YAML::Node& table, const std::string& method,
    bool imsm, const YAML::Node& row)
{
    const YAML::Node tasks = table["tasks"];
    if (row.size() != tasks.size())
        throw Error(ErrorCode::Internal, kFile,
            "has " + std::to_string(row.size()) + " figures for " + std::to_string(tasks.size())
                + " tasks");
    for (size_t i = 0; i < tasks.size(); ++i)
        figures.push_back({table["model"].as<std::string>(), table["tuned_on"].as<std::string>(),
            method, imsm, tasks[i].as<std::string>(), row[i].as<double>()});
}

/// Letters and digits alone, in lower case: "(IA)³" and "ia3" are one.
std::string plainName(std::string name)
{
    constexpr std::string_view kCubed = "³";
    if (const size_t at = name.find(kCubed); at != std::string::npos)
        name.replace(at, kCubed.size(), "3");
    std::string plain;
    for (const char c : name)
        if (c >= 'A' && c <= 'Z')
            plain += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            plain += c;
    return plain;
}

/// DoRA is a switch of LoRA's in a recipe.
std::string methodOf(const RunView& run)
{
    return run.setting("method.lora.dora") == "true" ? "dora" : run.setting("method.peft");
}

bool standsBeside(const PaperFigure& figure, const Voice& voice, const std::vector<RunView>& runs)
{
    if (voice.run < 0)
        return figure.method.empty();
    const RunView& run = runs[static_cast<size_t>(voice.run)];
    if (figure.method.empty() || voice.branch != run.ownBranch() || figure.imsm != run.siamese)
        return false;
    const std::string method = methodOf(run);
    return method.empty() || plainName(method) == plainName(figure.method);
}

} // namespace

std::vector<PaperFigure> paperFigures()
{
    const EmbeddedFile* const file = findEmbedded(kFile);
    if (!file)
        throw Error(ErrorCode::Internal, kFile, "is not embedded");
    std::vector<PaperFigure> figures;
    for (const YAML::Node& table : YAML::Load(std::string(file->bytes))) {
        addRow(figures, table, {}, false, table["base"]);
        for (const YAML::Node& method : table["methods"])
            for (const bool imsm : {false, true})
                addRow(figures, table, method["name"].as<std::string>(), imsm,
                    method[imsm ? "imsm" : "peft"]);
    }
    return figures;
}

std::vector<PaperMark> paperMarksOf(const Scores& scores, const std::vector<RunView>& runs)
{
    static const std::vector<PaperFigure> figures = paperFigures();
    std::vector<PaperMark> marks;
    for (size_t t = 0; t < scores.tasks.size(); ++t)
        for (const PaperFigure& figure : figures) {
            if (plainName(figure.task) != plainName(scores.tasks[t].task))
                continue;
            for (size_t v = 0; v < scores.voices.size(); ++v)
                if (scores.tasks[t].results[v] && standsBeside(figure, scores.voices[v], runs))
                    marks.push_back({t, v, figure});
        }
    return marks;
}

} // namespace interweave
