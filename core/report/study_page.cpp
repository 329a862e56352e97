// SPDX-License-Identifier: Apache-2.0
#include "core/report/figure_text.h"
#include "core/report/line_chart.h"
#include "core/report/page_parts.h"
#include "core/report/study.h"
#include "core/report/study_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

namespace interweave {

namespace {

constexpr std::array kColours{"run-a", "run-e", "run-f", "run-b", "run-c", "run-d"};
constexpr int kIntervals = 5;

/// Each variant has a colour, which its scaled adapter shares: the first plain and the first
/// siamese one those of their branches. Mixed logits have one of their own.
class Colours {
public:
    std::string of(const StudyPoint& point)
    {
        if (point.blend.kind == Blend::Kind::LogitMix)
            return "neutral";
        const auto known = m_colours.find(point.variant);
        return known != m_colours.end() ? known->second
                                        : m_colours[point.variant] = next(point.siamese);
    }

private:
    std::string next(bool siamese)
    {
        bool& begun = siamese ? m_siamese : m_plain;
        if (!std::exchange(begun, true))
            return siamese ? "interwoven" : "tuned";
        return kColours[m_taken++ % kColours.size()];
    }

    std::map<std::string, std::string> m_colours;
    bool m_plain = false;
    bool m_siamese = false;
    size_t m_taken = 0;
};

/// A way is a line, what was trained a point.
std::vector<ChartLine> linesOf(const Study& study)
{
    const MetricScale scale = scaleOf(study.targetMetric);
    Colours colours;
    std::vector<ChartLine> lines;
    for (const StudyPoint& point : study.points) {
        if (!point.rise)
            continue;
        const std::string label = point.blend.kind == Blend::Kind::None ? point.variant
                                                                        : point.variant
                + (point.blend.kind == Blend::Kind::LogitMix ? ", logits mixed" : ", scaled");
        auto line = std::ranges::find(lines, label, &ChartLine::label);
        if (line == lines.end())
            line = lines.insert(lines.end(), {label, colours.of(point), {}, {}, {}, {}});
        line->line.push_back({point.rise->value, scale.factor * point.gain.value});
    }
    return lines;
}

Markup chartOf(const Study& study)
{
    const std::vector<ChartLine> lines = linesOf(study);
    if (lines.empty())
        return {};
    LineChart chart;
    chart.description = "Gain on the trained task against the rise of cross-entropy";
    chart.width = 760.0;
    chart.height = 380.0;
    chart.lines = lines;
    chart.x = stepAxis(lines, kIntervals);
    chart.y = valueAxis(lines, kIntervals);
    return card("front", "Learned against forgotten",
        "gain in " + study.targetMetric + ", points, over the cross-entropy's rise, nats",
        drawLineChart(chart)
            + element("p", {{"class", "note"}},
                "Up is more learned, left is less forgotten. Lines lead from the base to the "
                "adapter as it is."));
}

Markup listOf(const std::vector<std::string>& sentences)
{
    Markup items;
    for (const std::string& sentence : sentences)
        items += element("li", sentence);
    return element("ul", {{"class", "sentences"}}, items);
}

/// "0.4 (0.3 … 0.5)" with its interval quieter.
Markup quietInterval(const std::string& text)
{
    const size_t bracket = text.find(" (");
    if (bracket == std::string::npos)
        return text;
    return withInterval(
        text.substr(0, bracket), text.substr(bracket + 2, text.size() - bracket - 3));
}

Markup tableOf(const StudyTable& rows, const std::string& caption)
{
    Markup head;
    for (const std::string& text : rows.front())
        head += headCell(text, text.empty() ? "" : "number");
    std::vector<Markup> body;
    for (size_t r = 1; r < rows.size(); ++r) {
        Markup cells = rowHead(rows[r].front());
        for (size_t c = 1; c < rows[r].size(); ++c)
            cells += cell(quietInterval(rows[r][c]));
        body.push_back(std::move(cells));
    }
    return table(head, body, caption);
}

std::string markdownTable(const StudyTable& rows)
{
    std::string text;
    for (size_t r = 0; r < rows.size(); ++r) {
        text += "|";
        for (std::string cell : rows[r]) {
            for (size_t at = 0; (at = cell.find('|', at)) != std::string::npos; at += 2)
                cell.insert(at, "\\");
            text += " " + cell + " |";
        }
        text += "\n";
        if (r > 0)
            continue;
        text += "|";
        for (size_t c = 0; c < rows[r].size(); ++c)
            text += "---|";
        text += "\n";
    }
    return text;
}

std::string markdownList(const std::vector<std::string>& sentences)
{
    std::string text;
    for (const std::string& sentence : sentences)
        text += "- " + sentence + "\n";
    return text;
}

} // namespace

std::string renderStudy(const Study& study, const std::string& generatedAt)
{
    Markup sections = card("answer", "The answer", {},
        element("p", studyIntroduction(study)) + listOf(studyAnswers(study)));
    sections += chartOf(study);
    sections += card("variants", "What was trained", "means over seeds",
        tableOf(variantTable(study), "Variants") + listOf(studyDuels(study)));
    if (const StudyTable blends = blendTable(study); blends.size() > 1)
        sections += card("ways", "From base to tuned without training",
            "0 is the base, 1 the adapter as it is", tableOf(blends, "Blends"));
    return page(study.title, "Interweave study" + (generatedAt.empty() ? "" : " · " + generatedAt),
        sections);
}

std::string studyMarkdown(const Study& study)
{
    std::string text = "# " + study.title + "\n\n" + studyIntroduction(study) + "\n\n";
    if (const auto answers = studyAnswers(study); !answers.empty())
        text += "## The answer\n\n" + markdownList(answers) + "\n";
    text += "## What was trained\n\n" + markdownTable(variantTable(study)) + "\n"
        + markdownList(studyDuels(study));
    if (const StudyTable blends = blendTable(study); blends.size() > 1)
        text += "\n## From base to tuned without training\n\n" + markdownTable(blends);
    return text;
}

} // namespace interweave
