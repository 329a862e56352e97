// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"

#include <QCoreApplication>
#include <QString>
#include <QVector>

namespace interweave::ui {

/// A line of a report.
struct DataFact {
    QString name;
    QString value;
    QString explanation;
    bool warns = false;
};

/// Something that one line of a file has.
struct DataFinding {
    qint64 line = 0;
    QString what;
    QString text; // of the row; may be empty
};

/// Neighbouring tokens are shown apart.
struct TokenRun {
    enum class Kind { Given, Learned, Cut };
    QString text; // a line break as ↵ and a line break
    Kind kind = Kind::Given;
};

/// A data report in words.
class DataWords {
    Q_DECLARE_TR_FUNCTIONS(DataWords)

public:
    static QVector<DataFact> facts(const DataReport& report);
    /// Bad lines, then repeated rows.
    static QVector<DataFinding> findings(const DataReport& report);
    static QVector<DataFinding> leaks(const DataReport& report);
    /// What the first hundred of the findings leave out; empty: nothing.
    static QString findingsLeftOut(const DataReport& report);
    /// "3 of 1,043 rows are in the training data"; empty where nothing was compared.
    static QString leakSummary(const DataReport& report);
    static QString lengths(const LengthSummary& lengths);
    static QVector<TokenRun> tokens(const ShownRow& row);
    /// "42 tokens, 3 learned".
    static QString tokenSummary(const ShownRow& row);
};

} // namespace interweave::ui
