// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/forgetting.h"
#include "core/report/markup.h"
#include "core/report/run_view.h"
#include "core/report/scores.h"

#include <string>
#include <vector>

namespace interweave {

/// What the sections show, calculated once.
struct ReportData {
    std::vector<RunView> runs;
    Scores scores;
    std::vector<RunForgetting> forgetting; // of each run
};

/// A whole page, with all that it needs in it.
std::string page(const std::string& title, const std::string& subtitle, const Markup& sections);

/// The sections of the page, each a card.
Markup leadSection(const ReportData& data);
Markup runSection(const ReportData& data);
Markup curveSection(const ReportData& data);
Markup scoreSection(const ReportData& data);
Markup forgettingSection(const ReportData& data);
Markup seedSection(const ReportData& data); // empty without several seeds
Markup sampleSection(const ReportData& data);
Markup costSection(const ReportData& data);

Markup card(
    const std::string& id, const Markup& heading, const Markup& aside, const Markup& content);
/// Says what will be here, and the command that brings it.
Markup emptyState(const Markup& sentence, const std::string& command = {});
/// A run's name in its colour.
Markup coloured(const std::string& colour, const Markup& text, bool pale = false);
Markup swatch(const std::string& colour, bool pale = false);

/// A figure and, quieter, its interval in brackets.
Markup withInterval(const std::string& figure, const std::string& interval);
Markup cell(const Markup& content, const std::string& style = "number");
Markup headCell(const Markup& content, const std::string& style = "number");
Markup rowHead(const Markup& content);
/// head and body: rows of cells. Wide tables scroll by themselves.
Markup table(const Markup& head, const std::vector<Markup>& body, const std::string& caption);

/// What names the run on the command line.
std::string commandName(const std::vector<RunView>& runs);

} // namespace interweave
