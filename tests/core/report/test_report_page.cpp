// SPDX-License-Identifier: Apache-2.0
#include "report_fixture.h"
#include "suites.h"

#include "core/report/report.h"

#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest>

#include <cmath>
#include <fstream>
#include <limits>

using namespace interweave;

namespace {

const ReportOptions kOptions{"", "2026-11-24 03:00 UTC"};

bool contains(const std::string& page, const std::string& text)
{
    return page.find(text) != std::string::npos;
}

/// What a reader sees: the text of the body without tags, style sheet and script.
QString visibleText(const std::string& page)
{
    QXmlStreamReader xml(QByteArray::fromStdString(page));
    QString text;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && (xml.name() == u"style" || xml.name() == u"script"))
            xml.readElementText();
        else if (xml.isCharacters())
            text += xml.text();
    }
    return text;
}

RunRecord emptyRun()
{
    RunRecord record;
    record.run.summary.id = "20261124-000000-new";
    record.run.summary.name = "new";
    record.run.summary.status = "running";
    return record;
}

RunRecord hostileRun()
{
    const std::string script = "<script>alert('x')</script>";
    const std::string attribute = "\" onmouseover=\"alert(1)";
    RunRecord record = tinyRuns()[1];
    RunSummary& run = record.run.summary;
    run.id = script + "id" + attribute;
    run.name = script + "name" + attribute;
    run.status = script;
    run.error = "</style>" + script;
    run.model = "/models/" + script + attribute;
    run.recipe += "note: \"" + script + "\"\n";
    record.run.tags = {script, attribute};
    record.run.notes = "</pre>" + script + "\x01\xff";
    record.evaluations[0].result.task = script;
    record.evaluations[0].origin.adapterHash = attribute;
    record.series.push_back(seriesOf("eval." + script + ".EM", {0.1, 0.2, 0.3}));
    for (StoredSample& sample : record.samples) {
        sample.prompt += script;
        for (BranchAnswer& answer : sample.answers)
            answer.generation.text += script + std::string(1, '\0');
        if (sample.trace)
            for (TokenTrace& token : sample.trace->answer) {
                token.token.text += script;
                token.base.top.front().text = attribute + "\xc3";
            }
    }
    return record;
}

std::vector<RunRecord> manyRuns()
{
    std::vector<RunRecord> runs;
    for (int i = 0; i < 8; ++i)
        runs.push_back(tinyRuns()[static_cast<size_t>(i % 2)]);
    return runs;
}

} // namespace

void TestReportPage::isWellFormed_data()
{
    QTest::addColumn<std::vector<RunRecord>>("runs");
    QTest::newRow("none") << std::vector<RunRecord>{};
    QTest::newRow("empty record") << std::vector{RunRecord{}};
    QTest::newRow("new run") << std::vector{emptyRun()};
    QTest::newRow("one") << std::vector{tinyRuns()[1]};
    QTest::newRow("two") << tinyRuns();
    QTest::newRow("eight") << manyRuns();
    QTest::newRow("hostile") << std::vector{hostileRun(), tinyRuns()[0]};
}

/// As XML, which is stricter than HTML: every tag closed, every attribute quoted and given once.
void TestReportPage::isWellFormed()
{
    QFETCH(std::vector<RunRecord>, runs);
    const std::string page = renderReport(runs, kOptions);
    QXmlStreamReader xml(QByteArray::fromStdString(page));
    int headings = 0;
    QStringList unlabelled;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        headings += xml.name() == u"h1" ? 1 : 0;
        const auto attributes = xml.attributes();
        if (attributes.value("class") == u"lines" || attributes.value("class") == u"bars")
            if (attributes.value("role") != u"img" || attributes.value("aria-label").isEmpty())
                unlabelled << QString::number(xml.lineNumber());
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(headings, 1);
    QVERIFY(unlabelled.isEmpty());
    QVERIFY(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    QVERIFY(!contains(page, "nan"));
}

void TestReportPage::refersToNothingOutside()
{
    const std::string page = renderReport(tinyRuns(), kOptions);
    for (const char* reference :
        {"http://", "https://", "src=", "href=", "url(", "@import", "fetch("})
        QVERIFY2(!contains(page, reference), reference);
    QVERIFY(contains(page, "prefers-color-scheme")); // the style sheet is in it
    QVERIFY(contains(page, "pointermove")); // and the script
}

void TestReportPage::isDeterministic()
{
    QCOMPARE(renderReport(tinyRuns(), kOptions), renderReport(tinyRuns(), kOptions));
}

void TestReportPage::escapesHostileText()
{
    const std::string page
        = renderReport(std::vector{hostileRun()}, {"<script>title", "<script>now"});
    QCOMPARE(QString::fromStdString(page).count("<script"), 1); // our own
    QVERIFY(!contains(page, "\" onmouseover=\""));
    QVERIFY(!contains(page,
        "</style><"
        "script"));
    QVERIFY(contains(page, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;name"));
    QVERIFY(page.find('\x01') == std::string::npos && page.find('\0') == std::string::npos);
    QVERIFY(QString::fromUtf8(page).toUtf8() == QByteArray::fromStdString(page)); // valid UTF-8
}

void TestReportPage::saysWhatIsMissing()
{
    const QString text = visibleText(renderReport(std::vector{emptyRun()}, kOptions));
    QVERIFY(text.contains("interweave eval 20261124-000000-new --suite SUITE.yaml --branch all"));
    QVERIFY(text.contains("interweave compare 20261124-000000-new --prompt TEXT --save"));
    QVERIFY(text.contains("No step has been taken yet"));
    QVERIFY(text.contains("–")); // what it cost
}

void TestReportPage::survivesWhatIsNotFinite()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double inf = std::numeric_limits<double>::infinity();
    RunRecord record = tinyRuns()[1];
    for (MetricSeries& series : record.series) {
        series.values[3] = nan;
        series.values.back() = inf;
    }
    record.series.push_back(seriesOf("eval.nothing.EM", {nan, nan}));
    record.series.push_back({"eval.short.EM", {1, 2, 3}, {0.5}});
    record.evaluations[0].result.score.metrics[0].estimate = {nan, -inf, inf};
    record.samples[0].trace->answer[0].gateMean = nan;
    const std::string page = renderReport(std::vector{record}, kOptions);
    QVERIFY(!contains(page, "nan") && !contains(page, "inf\"") && !contains(page, "inf "));
    QVERIFY(contains(page, "2 steps without a finite value"));
    RunRecord lost = emptyRun();
    lost.series.push_back(seriesOf("loss", {nan, nan, nan}));
    QVERIFY(!contains(renderReport(std::vector{lost}, kOptions), "svg class"));
}

/// 100,000 steps leave a page of about the size that 150 leave.
void TestReportPage::staysSmall()
{
    RunRecord record = tinyRuns()[1];
    std::vector<double> values;
    for (int i = 0; i < 100000; ++i)
        values.push_back(2.0 + std::sin(i * 0.7));
    for (MetricSeries& series : record.series)
        if (!series.name.starts_with("eval."))
            series = seriesOf(series.name, values);
    QVERIFY(renderReport(std::vector{record}, kOptions).size() < size_t{100} << 10);
}

void TestReportPage::showsBothRuns()
{
    const QString text = visibleText(renderReport(tinyRuns(), kOptions));
    for (const char* said : {"tiny-lora", "tiny-imsm", "LoRA, rank 16, alpha 32 on all-linear",
             "query gate, rank 8", "150 × 16 rows", "0.004, gate 0.001", "learned where",
             "lost facts, sums, sentences and stories", "facts: tiny-lora keeps 6.5 %",
             "tiny-imsm keeps 86.7 %", "lower is better", "What may be claimed",
             "On facts, tiny-imsm is better than tiny-lora: EM",
             "Where is it? The girl likes the bird by the sea.", "always yes", "51.3",
             "2026-11-24 03:00 UTC"})
        QVERIFY2(text.contains(QString::fromUtf8(said)), said);
}

/// INTERWEAVE_REPORT_PREVIEW=FILE keeps the page of two runs there, to be looked at;
/// FILE.empty.html, .one.html and .eight.html those of other records.
void TestReportPage::writesAPreview()
{
    const std::string file = qEnvironmentVariable("INTERWEAVE_REPORT_PREVIEW").toStdString();
    if (file.empty())
        QSKIP("INTERWEAVE_REPORT_PREVIEW names no file");
    const auto keep = [&](const std::string& end, const std::vector<RunRecord>& runs) {
        std::ofstream(file + end) << renderReport(runs, kOptions);
    };
    keep("", tinyRuns());
    keep(".empty.html", {emptyRun()});
    keep(".one.html", {tinyRuns()[1]});
    keep(".eight.html", manyRuns());
}
