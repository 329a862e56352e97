// SPDX-License-Identifier: Apache-2.0
#include "ui/models/training_curves.h"

#include <cmath>
#include <limits>

namespace interweave::ui {

void TrainingCurves::append(const TrainProgress& progress)
{
    const int64_t step = progress.step;
    const auto addIfAny = [&](const char* name, const std::optional<double>& value) {
        if (value)
            add(name, step, *value);
    };
    add("loss", step, progress.loss);
    addIfAny("validation_loss", progress.validationLoss);
    add("learning_rate", step, progress.learningRate);
    add("gradient_norm", step, progress.gradientNorm);
    if (progress.gateMean)
        add("gate_learning_rate", step, progress.gateLearningRate);
    addIfAny("gate_mean", progress.gateMean);
    addIfAny("gate_std", progress.gateStd);
    addIfAny("kl_to_base", progress.klToBase);
    addIfAny("l2_to_base", progress.l2ToBase);
    addIfAny("penalty", progress.penalty);
    addIfAny("anchor_loss", progress.anchorLoss);
    addIfAny("anchor_gate_mean", progress.anchorGateMean);
    add("tokens_per_second", step, progress.tokensPerSecond);
    add("resident_bytes", step, static_cast<double>(progress.residentBytes));
    add("memory_cache_bytes", step, static_cast<double>(progress.memoryCacheBytes));
}

void TrainingCurves::append(const WatchedScores& scores)
{
    for (const TaskResult& result : scores.results)
        for (const MetricResult& metric : result.score.metrics) {
            const std::string name = "eval." + result.task + "." + metric.metric;
            add(name, scores.step, metric.estimate.value);
            add(name + ".low", scores.step, metric.estimate.low);
            add(name + ".high", scores.step, metric.estimate.high);
        }
}

void TrainingCurves::add(const std::string& name, int64_t step, double value)
{
    Curve& curve = m_curves[name];
    const auto place = static_cast<double>(step);
    if (!curve.steps.isEmpty() && place <= curve.steps.last())
        return;
    curve.steps.append(place);
    curve.values.append(std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN());
}

void TrainingCurves::prepend(const std::vector<MetricSeries>& series)
{
    for (const MetricSeries& one : series) {
        Curve& curve = m_curves[one.name];
        Curve earlier;
        for (size_t i = 0; i < one.steps.size(); ++i) {
            const auto step = static_cast<double>(one.steps[i]);
            if (!curve.steps.isEmpty() && step >= curve.steps.first())
                break;
            earlier.steps.append(step);
            earlier.values.append(one.values[i]);
        }
        earlier.steps.append(curve.steps);
        earlier.values.append(curve.values);
        curve = std::move(earlier);
    }
}

const TrainingCurves::Curve& TrainingCurves::curve(const std::string& name) const
{
    static const Curve none;
    const auto found = m_curves.find(name);
    return found == m_curves.end() ? none : found->second;
}

std::vector<std::string> TrainingCurves::names(const std::string& prefix) const
{
    std::vector<std::string> names;
    for (const auto& [name, curve] : m_curves)
        if (name.starts_with(prefix))
            names.push_back(name);
    return names;
}

QString TrainingCurves::csv() const
{
    QStringList heading{QStringLiteral("step")};
    QVector<const Curve*> columns;
    std::map<double, QVector<double>> rows; // a value for each column
    for (const auto& [name, curve] : m_curves) {
        heading << QString::fromStdString(name);
        columns.append(&curve);
    }
    for (int column = 0; column < columns.size(); ++column)
        for (int i = 0; i < columns[column]->steps.size(); ++i) {
            QVector<double>& row = rows[columns[column]->steps[i]];
            row.resize(columns.size(), std::numeric_limits<double>::quiet_NaN());
            row[column] = columns[column]->values[i];
        }
    QString text = heading.join(',') + '\n';
    for (const auto& [step, row] : rows) {
        text += QString::number(static_cast<qint64>(step));
        for (const double value : row)
            text += ',' + (std::isfinite(value) ? QString::number(value, 'g', 12) : QString());
        text += '\n';
    }
    return text;
}

} // namespace interweave::ui
