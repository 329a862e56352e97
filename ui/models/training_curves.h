// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"
#include "core/api/training.h"

#include <QStringList>
#include <QVector>

#include <map>
#include <string>
#include <vector>

namespace interweave::ui {

/// The figures of one run over its steps, under the names the store gives its series ("loss",
/// "gate_mean", "eval.facts.EM", …). A figure that is not finite is NaN.
class TrainingCurves {
public:
    struct Curve {
        QVector<double> steps; // rising
        QVector<double> values;
    };

    void clear() { m_curves.clear(); }
    bool isEmpty() const { return m_curves.empty(); }
    /// A step that is there already, or lies before the last, is left out.
    void append(const TrainProgress& progress);
    void append(const WatchedScores& scores);
    /// Earlier points of the same run: those before what is here are put in front.
    void prepend(const std::vector<MetricSeries>& series);

    /// Empty for a name that the run does not have.
    const Curve& curve(const std::string& name) const;
    /// The names that begin with `prefix`, sorted.
    std::vector<std::string> names(const std::string& prefix = {}) const;
    /// step, then a column for each curve; an empty field where a curve has no value.
    QString csv() const;

private:
    void add(const std::string& name, int64_t step, double value);

    std::map<std::string, Curve> m_curves;
};

} // namespace interweave::ui
