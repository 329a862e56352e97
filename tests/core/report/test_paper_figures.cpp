// SPDX-License-Identifier: Apache-2.0
#include "report_fixture.h"
#include "suites.h"

#include "core/report/paper_figures.h"

#include <QtTest>

#include <algorithm>

using namespace interweave;

namespace {

RunRecord runOf(const std::string& name, const std::string& method, bool siamese)
{
    RunRecord record;
    record.run.summary.id = record.run.summary.name = name;
    record.run.summary.model = "/model";
    record.run.summary.recipe
        = "method:\n" + method + "  siamese: " + (siamese ? "true" : "false") + "\n";
    record.evaluations = {answersResult("webq", "base", 20, 5),
        answersResult("webq", siamese ? "interwoven" : "tuned", 20, 4),
        answersResult("facts", "base", 20, 20)};
    return record;
}

std::vector<PaperMark> marksOf(const std::vector<RunRecord>& records)
{
    const std::vector<RunView> runs = viewsOf(records);
    return paperMarksOf(scoresOf(runs), runs);
}

/// The figures beside one voice, in the paper's order.
std::vector<double> beside(const std::vector<PaperMark>& marks, size_t voice)
{
    std::vector<double> figures;
    for (const PaperMark& mark : marks)
        if (mark.voice == voice)
            figures.push_back(mark.figure.percent);
    return figures;
}

} // namespace

/// Figures of arXiv 2412.17383, read off its tables by hand.
void TestPaperFigures::readsTheTables()
{
    const std::vector<PaperFigure> figures = paperFigures();
    QCOMPARE(figures.size(), size_t{5 * 7 + 4 * 3});
    const auto percent = [&](const std::string& model, const std::string& method, bool imsm,
                             const std::string& task) {
        const auto found = std::ranges::find_if(figures, [&](const PaperFigure& figure) {
            return figure.model == model && figure.method == method && figure.imsm == imsm
                && figure.task == task;
        });
        return found == figures.end() ? -1.0 : found->percent;
    };
    QCOMPARE(percent("ChatGLM3-6B", "", false, "FreebaseQA"), 36.81);
    QCOMPARE(percent("ChatGLM3-6B", "LoRA", true, "ROPES"), 79.15);
    QCOMPARE(percent("ChatGLM3-6B", "(IA)³", false, "MRPC"), 72.58);
    QCOMPARE(percent("Llama3.1-8B-Instruct", "DoRA", true, "WebQ"), 40.31);
    QCOMPARE(figures.back().tunedOn, std::string("GSM8K"));
}

void TestPaperFigures::standBesideTheSameMethod()
{
    const std::vector<PaperMark> marks
        = marksOf({runOf("lora", "  peft: lora\n", false), runOf("ia3", "  peft: ia3\n", true),
            runOf("dora", "  peft: lora\n  lora:\n    dora: true\n", false),
            runOf("any", "", false), runOf("vera", "  peft: vera\n", false)});
    QVERIFY(std::ranges::all_of(
        marks, [](const PaperMark& mark) { return mark.task == 0 && mark.figure.task == "WebQ"; }));
    QCOMPARE(beside(marks, 0), (std::vector<double>{25.49, 41.78})); // both models' base
    QCOMPARE(beside(marks, 1), std::vector<double>{20.47});
    QCOMPARE(beside(marks, 2), std::vector<double>{21.36}); // with IMSM
    QCOMPARE(beside(marks, 3), std::vector<double>{32.78});
    QCOMPARE(beside(marks, 4), (std::vector<double>{20.47, 20.96, 19.98, 32.78}));
    QVERIFY(beside(marks, 5).empty());
    QVERIFY(marksOf(tinyRuns()).empty());
}
