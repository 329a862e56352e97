// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/curve_reader.h"

#include "ui/models/curve_smoothing.h"

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr qsizetype kRunsAtATime = 16; // some ten milliseconds of the library's time
constexpr qsizetype kKeptPoints = 8'000'000; // 128 MiB

} // namespace

CurveReader::CurveReader(LibraryThread& library, QObject* parent)
    : QObject(parent)
    , m_library(library)
{
}

void CurveReader::setRuns(QVector<CurveRun> runs)
{
    if (runs == m_runs)
        return;
    m_runs = std::move(runs);
    m_namesTold = false;
    forgetSome();
    wish();
}

void CurveReader::setSeries(QStringList series)
{
    if (series == m_series)
        return;
    m_series = std::move(series);
    wish();
}

void CurveReader::setSmoothing(double weight)
{
    if (weight == m_smoothing)
        return;
    m_smoothing = weight;
    wish();
}

void CurveReader::wish()
{
    ++m_wish;
    advance();
}

/// Takes the next step towards what was asked for last: names, then points, then the smoothing.
void CurveReader::advance()
{
    if (m_busy)
        return;
    if (QVector<Wanted> names = missing({QString()}); !names.isEmpty())
        return read(std::move(names), static_cast<int>(m_runs.size()));
    tellNames();
    if (m_busy) // who heard the names has asked for more
        return;
    if (QVector<Wanted> curves = missing(m_series); !curves.isEmpty())
        return read(std::move(curves), static_cast<int>(m_runs.size() * m_series.size()));
    if (m_answered != m_wish)
        smooth();
}

void CurveReader::tellNames()
{
    if (m_namesTold)
        return;
    m_namesTold = true;
    QStringList names;
    for (const CurveRun& run : m_runs)
        for (const QString& name : m_known.value({run.id, QString()}).names)
            if (!names.contains(name))
                names += name;
    Q_EMIT namesRead(names);
}

bool CurveReader::has(const CurveRun& run, const QString& series) const
{
    const auto names = m_known.constFind({run.id, QString()});
    return series.isEmpty() || (names != m_known.constEnd() && names->names.contains(series));
}

QVector<CurveReader::Wanted> CurveReader::missing(const QStringList& series) const
{
    QVector<Wanted> wanted;
    for (const CurveRun& run : m_runs)
        for (const QString& name : series) {
            const Key key{run.id, name};
            const auto known = m_known.constFind(key);
            if ((known == m_known.constEnd() || known->version != run.version) && has(run, name))
                wanted.append({key, run.version});
        }
    return wanted;
}

CurveReader::Entry CurveReader::readOne(RunLibrary& library, const Wanted& wanted)
{
    Entry entry;
    entry.version = wanted.version;
    const std::string run = wanted.key.first.toStdString();
    if (wanted.key.second.isEmpty()) {
        for (const std::string& name : library.seriesNames(run))
            entry.names += QString::fromStdString(name);
        return entry;
    }
    const MetricSeries series = library.series(run, wanted.key.second.toStdString());
    entry.curve.x = QVector<double>(series.steps.begin(), series.steps.end());
    entry.curve.y = QVector<double>(series.values.begin(), series.values.end());
    return entry;
}

void CurveReader::read(QVector<Wanted> wanted, int total)
{
    if (total > kRunsAtATime)
        Q_EMIT reading(total - static_cast<int>(wanted.size()), total);
    wanted.resize(std::min(wanted.size(), kRunsAtATime));
    m_busy = true;
    m_library.ask(
        this,
        [wanted](RunLibrary& library) {
            Read read;
            for (const Wanted& one : wanted)
                try {
                    read.entries.push_back(readOne(library, one));
                } catch (const Error& error) { // the other runs are shown all the same
                    read.entries.push_back({one.version, {}, {}});
                    if (!read.failure)
                        read.failure = Failure{error.code(), QString::fromStdString(error.where()),
                            QString::fromStdString(error.message())};
                }
            return read;
        },
        [this, wanted](const Outcome<Read>& outcome) {
            m_busy = false;
            if (!outcome)
                return Q_EMIT failed(outcome.failure());
            for (qsizetype i = 0; i < wanted.size(); ++i) {
                Entry& entry = m_known[wanted[i].key];
                m_points -= entry.curve.x.size();
                entry = outcome.value().entries[static_cast<size_t>(i)];
                m_points += entry.curve.x.size();
            }
            if (outcome.value().failure)
                Q_EMIT failed(*outcome.value().failure);
            advance();
        });
}

void CurveReader::smooth()
{
    QVector<QVector<Curve>> curves;
    for (const QString& series : m_series) {
        QVector<Curve>& ofRuns = curves.emplace_back();
        for (const CurveRun& run : m_runs)
            ofRuns.append(m_known.value({run.id, series}).curve); // shares its points
    }
    m_busy = true;
    m_library.ask(
        this,
        [curves = std::move(curves), weight = m_smoothing](RunLibrary&) mutable {
            for (QVector<Curve>& series : curves)
                for (Curve& curve : series)
                    curve.smooth = smoothed(curve.y, weight);
            return std::move(curves);
        },
        [this, wish = m_wish](Outcome<QVector<QVector<Curve>>> outcome) {
            m_busy = false;
            if (outcome && wish == m_wish) {
                m_curves = std::move(outcome.value());
                m_answered = wish;
                Q_EMIT ready();
            }
            if (wish != m_wish)
                advance();
        });
}

/// What is not wanted now goes once there is much of it.
void CurveReader::forgetSome()
{
    if (m_points < kKeptPoints)
        return;
    QSet<QString> wanted;
    for (const CurveRun& run : m_runs)
        wanted.insert(run.id);
    for (auto entry = m_known.begin(); entry != m_known.end();)
        if (wanted.contains(entry.key().first)) {
            ++entry;
        } else {
            m_points -= entry->curve.x.size();
            entry = m_known.erase(entry);
        }
}

} // namespace interweave::ui
