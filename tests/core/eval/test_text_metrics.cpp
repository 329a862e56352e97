// SPDX-License-Identifier: Apache-2.0
#include "test_text_metrics.h"

#include "core/eval/answer_text.h"
#include "core/eval/final_number.h"
#include "core/eval/porter_stemmer.h"
#include "core/eval/rouge.h"
#include "core/eval/text_metrics.h"

#include <QtTest>
#include <fstream>

using namespace interweave;

void TestTextMetrics::normalisesAsTheReference_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("normal");
    // Right-hand sides by Python 3.11: lower(), string.punctuation removed,
    // re.sub(r"\b(a|an|the)\b", " "), split().
    QTest::newRow("articles") << QByteArray("The  cat, an ant\tand A theory.")
                              << QByteArray("cat ant and theory");
    QTest::newRow("punctuation joins")
        << QByteArray("it's a-b (the_c)") << QByteArray("its ab thec");
    QTest::newRow("dash parts") << QByteArray("x—a—y") << QByteArray("x— —y");
    QTest::newRow("umlaut is a letter") << QByteArray("ÄÖ aä theß") << QByteArray("äö aä theß");
    QTest::newRow("wide spaces") << QByteArray("no\u00A0\u2003more\u2028") << QByteArray("no more");
    QTest::newRow("final sigma") << QByteArray("ΣΑΣ, ΟΔΟΣ.Α ΟΔΟΣ' Σ 1Σ")
                                 << QByteArray("σας οδοσα οδος σ 1σ");
    QTest::newRow("dotted I") << QByteArray("İki I") << QByteArray("i\u0307ki i");
    QTest::newRow("Kelvin, ligature, sharp S") << QByteArray("\u212A ﬁ ẞ") << QByteArray("k ﬁ ß");
    QTest::newRow("separators of records")
        << QByteArray("x\x1Cy\x85z\u0085w") << QByteArray("x y\uFFFDz w");
    QTest::newRow("marks part words")
        << QByteArray("a\u0301 the\u0301x") << QByteArray("\u0301 \u0301x");
    QTest::newRow("only articles") << QByteArray(" The! ") << QByteArray("");
    QTest::newRow("not UTF-8") << QByteArray("a\xFF"
                                             "b")
                               << QByteArray("\uFFFD"
                                             "b");
}

void TestTextMetrics::normalisesAsTheReference()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, normal);
    QCOMPARE(QByteArray::fromStdString(normaliseAnswer(text.toStdString())), normal);
}

/// stems.txt: words of the tasks and words for each rule, with the stems of nltk 3.10.4's
/// PorterStemmer().
void TestTextMetrics::stemsAsNltk()
{
    std::ifstream file(INTERWEAVE_FIXTURES "/metrics/stems.txt");
    std::string word;
    std::string stem;
    int count = 0;
    while (file >> word >> stem) {
        QCOMPARE(word + " " + porterStem(word), word + " " + stem);
        ++count;
    }
    QVERIFY(count > 500);
}

void TestTextMetrics::stemsLongRunsOfYInLinearTime()
{
    const std::string word(2'000'000, 'y');
    QCOMPARE(porterStem(word + "ing").size(), word.size());
}

void TestTextMetrics::takesRougeFromStemmedWords()
{
    // rouge-score 0.1.2, use_stemmer=True.
    const RougeScores scores
        = rouge("The dogs are running to the lake", "A dog ran to the lakes quickly");
    QCOMPARE(scores.rouge1, 4.0 / 7.0);
    QCOMPARE(scores.rouge2, 1.0 / 3.0);
    QCOMPARE(scores.rougeL, 4.0 / 7.0);
    QCOMPARE(rouge("", "").rouge1, 0.0);
    QCOMPARE(rouge("one", "one").rouge2, 0.0); // no bigrams
}

void TestTextMetrics::findsTheFinalNumber_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("number");
    QTest::newRow("plain") << "2 + 2 is 4\nThe answer is 4."
                           << "4";
    QTest::newRow("money") << "the answer is: $1,200.50 in all"
                           << "1200.5";
    QTest::newRow("negative") << "The answer is -3."
                              << "-3";
    QTest::newRow("dash before a space") << "The answer is - 3"
                                         << "3";
    QTest::newRow("words between") << "The answer is therefore 9."
                                   << "9";
    QTest::newRow("first of several") << "The answer is 1.\nQ: again\nThe answer is 2."
                                      << "1";
    QTest::newRow("the phrase without a number") << "The answer is {answer}.\nThe answer is 5"
                                                 << "5";
    QTest::newRow("number in the next line") << "The answer is\n5"
                                             << "";
    QTest::newRow("GSM8K's mark") << "2 + 2 = 4\n#### 1,234"
                                  << "1234";
    QTest::newRow("the first of both") << "#### 18\nThe answer is 5"
                                       << "18";
    QTest::newRow("percent") << "THE ANSWER IS 12.5%"
                             << "12.5";
    QTest::newRow("minus sign") << QString::fromUtf8("The answer is −7 °C") << "-7";
    QTest::newRow("negative money") << "The answer is -$5.50"
                                    << "-5.5";
    QTest::newRow("money, negative") << "#### $-5"
                                     << "-5";
    QTest::newRow("pounds") << QString::fromUtf8("The answer is £30") << "30";
    QTest::newRow("below one") << "#### .5"
                               << "0.5";
    QTest::newRow("an end of the sentence") << "The answer is 12,"
                                            << "12";
    QTest::newRow("a list") << "The answer is 3, 4"
                            << "3";
    QTest::newRow("a version") << "The answer is 1.2.3"
                               << "1.2";
    QTest::newRow("a dash in a word") << "The answer is covid-19"
                                      << "19";
    QTest::newRow("a range") << "The answer is a-3 to 4"
                             << "3";
    QTest::newRow("two lines") << "The answer is\r\n5\n#### 6\r\n"
                               << "6";
    QTest::newRow("no phrase") << "5"
                               << "";
    QTest::newRow("too large") << "The answer is 1" + QString(400, '0') << "";
}

void TestTextMetrics::findsTheFinalNumber()
{
    QFETCH(QString, text);
    QFETCH(QString, number);
    const auto found = finalNumber(text.toStdString());
    QCOMPARE(found ? QString::number(*found) : QString(), number);
}

void TestTextMetrics::readsYesInAnyCase()
{
    QVERIFY(saysYes("Well, YES."));
    QVERIFY(saysYes("yesterday")); // as the reference: it only occurs
    QVERIFY(!saysYes("No"));
}
