// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/library_thread.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QVector>

#include <utility>

namespace interweave::ui {

/// A run whose curves are wanted.
struct CurveRun {
    QString id;
    QString name;
    int place = 0; // by which it has its colour
    QString version; // another one: the run has gone on, what was read is old

    bool operator==(const CurveRun&) const = default;
};

/// One figure of a run over its steps; empty where the run does not have it.
struct Curve {
    QVector<double> x;
    QVector<double> y;
    QVector<double> smooth;
};

/// Brings the curves of the chosen runs from the library, and nothing else: a few runs at a time,
/// so that other questions are answered in between, each curve once for each version of its run.
/// Reading and smoothing are done on the library's thread.
class CurveReader : public QObject {
    Q_OBJECT

public:
    explicit CurveReader(LibraryThread& library, QObject* parent = nullptr);

    void setRuns(QVector<CurveRun> runs);
    void setSeries(QStringList series);
    /// weight: see smoothed().
    void setSmoothing(double weight);

    const QVector<CurveRun>& runs() const { return m_runs; }
    /// Of the wanted series' curves, of each run in the order of runs().
    const QVector<Curve>& curves(qsizetype series) const { return m_curves[series]; }

Q_SIGNALS:
    /// All names that one of the runs has, in the order in which they first came.
    void namesRead(const QStringList& names);
    void reading(int done, int total);
    /// curves() are those of what was asked for last.
    void ready();
    void failed(const interweave::ui::Failure& failure);

private:
    using Key = std::pair<QString, QString>; // run, series; the names' series is empty
    struct Entry {
        QString version;
        QStringList names;
        Curve curve;
    };
    struct Wanted {
        Key key;
        QString version;
    };
    struct Read {
        std::vector<Entry> entries; // in the order of what was wanted
        std::optional<Failure> failure; // the first; its entry is empty
    };

    static Entry readOne(RunLibrary& library, const Wanted& wanted);
    void wish();
    void advance();
    QVector<Wanted> missing(const QStringList& series) const;
    bool has(const CurveRun& run, const QString& series) const;
    void read(QVector<Wanted> wanted, int total);
    void smooth();
    void tellNames();
    void forgetSome();

    LibraryThread& m_library;
    QVector<CurveRun> m_runs;
    QStringList m_series;
    double m_smoothing = 0.0;
    QHash<Key, Entry> m_known;
    qsizetype m_points = 0; // in m_known
    QVector<QVector<Curve>> m_curves; // [series][run]
    bool m_busy = false; // a job is under way
    bool m_namesTold = true;
    quint64 m_wish = 0; // counts what was asked for
    quint64 m_answered = 0;
};

} // namespace interweave::ui
