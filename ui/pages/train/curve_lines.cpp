// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/curve_lines.h"

#include "core/support/number_text.h"
#include "ui/models/curve_smoothing.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr double kMebi = 1024.0 * 1024.0;

QString tr(const char* text)
{
    return QCoreApplication::translate("interweave::ui", text);
}

ColourOf interwovenColour()
{
    return [] { return colours().interwoven; };
}

ColourOf tunedColour()
{
    return [] { return colours().tuned; };
}

ColourOf plainColour()
{
    return [] { return colours().secondary; };
}

Line lineOf(const TrainingCurves::Curve& curve, const QString& name, ColourOf colour)
{
    Line line;
    line.name = name;
    line.x = curve.steps;
    line.y = curve.values;
    line.colour = std::move(colour);
    return line;
}

Line inMebibytes(const TrainingCurves::Curve& curve, const QString& name, ColourOf colour)
{
    Line line = lineOf(curve, name, std::move(colour));
    for (double& value : line.y)
        value /= kMebi;
    return line;
}

/// Mean with one standard deviation to either side.
Line gateLine(const TrainingCurves& curves)
{
    Line line = lineOf(curves.curve("gate_mean"), tr("mean"), [] { return colours().base; });
    const TrainingCurves::Curve& spread = curves.curve("gate_std");
    if (spread.values.size() != line.y.size())
        return line;
    for (int i = 0; i < line.y.size(); ++i) {
        line.low.append(std::max(0.0, line.y[i] - spread.values[i]));
        line.high.append(std::min(1.0, line.y[i] + spread.values[i]));
    }
    return line;
}

/// "facts" of "eval.facts.EM"; empty for an end of an interval.
QString watchedTask(const std::string& series)
{
    const QString name = QString::fromStdString(series);
    if (name.endsWith(QStringLiteral(".low")) || name.endsWith(QStringLiteral(".high")))
        return {};
    return name.mid(5, name.lastIndexOf('.') - 5);
}

/// Scores lie in [0, 1]; cross-entropies would need an axis of their own.
std::vector<Line> watchedLines(const TrainingCurves& curves)
{
    std::vector<Line> lines;
    QStringList tasks;
    for (const std::string& series : curves.names("eval.")) {
        const QString task = watchedTask(series);
        const TrainingCurves::Curve& score = curves.curve(series);
        const bool isShare = std::all_of(score.values.begin(), score.values.end(),
            [](double value) { return !(value < 0.0 || value > 1.0); });
        const QString metric = QString::fromStdString(series).section('.', -1);
        if (task.isEmpty() || tasks.contains(task) || !isShare
            || metric.endsWith(QLatin1String("cross_entropy")))
            continue;
        const auto index = static_cast<int>(tasks.size());
        tasks << task;
        Line line = lineOf(score, task, [index] { return runColour(index); });
        for (double& value : line.y)
            value *= 100.0;
        lines.push_back(std::move(line));
    }
    return lines;
}

void addUnlessEmpty(std::vector<Line>& lines, Line line)
{
    if (!line.x.isEmpty())
        lines.push_back(std::move(line));
}

} // namespace

FigureText textOf(TrainFigure figure)
{
    switch (figure) {
    case TrainFigure::Gate:
        return {tr("Gate, base share"), tr("base share"), tr("A run with a gate shows it here")};
    case TrainFigure::Speed: return {tr("Tokens per second"), tr("tokens/s"), tr("No steps yet")};
    case TrainFigure::LearningRate:
        return {tr("Learning rate"), tr("learning rate"), tr("No steps yet")};
    case TrainFigure::GradientNorm:
        return {tr("Gradient norm"), tr("norm before clipping"), tr("No steps yet")};
    case TrainFigure::Watched:
        return {
            tr("Watched tasks"), tr("score, %"), tr("A recipe with a watched suite shows it here")};
    case TrainFigure::Regularisation:
        return {tr("Regularisation"), tr("mean of the step"),
            tr("A recipe with KL or L2 to the base, or AdaLoRA or LoRAMoE, shows its terms here")};
    case TrainFigure::Memory: break;
    }
    return {tr("Memory"), tr("MiB"), tr("No steps yet")};
}

std::vector<Line> lossLines(const TrainingCurves& curves, bool siamese, double smoothing)
{
    const TrainingCurves::Curve& loss = curves.curve("loss");
    if (loss.steps.isEmpty())
        return {};
    Line line = lineOf(loss, siamese ? tr("interwoven") : tr("tuned"),
        siamese ? interwovenColour() : tunedColour());
    if (smoothing > 0.0) {
        line.raw = line.y;
        line.y = smoothed(line.y, smoothing);
    }
    std::vector<Line> lines{line};
    addUnlessEmpty(lines, lineOf(curves.curve("validation_loss"), tr("validation"), plainColour()));
    addUnlessEmpty(
        lines, lineOf(curves.curve("anchor_loss"), tr("anchor, KL to base"), plainColour()));
    return lines;
}

std::vector<Line> figureLines(TrainFigure figure, const TrainingCurves& curves)
{
    std::vector<Line> lines;
    switch (figure) {
    case TrainFigure::Gate:
        addUnlessEmpty(lines, gateLine(curves));
        addUnlessEmpty(
            lines, lineOf(curves.curve("anchor_gate_mean"), tr("on general text"), plainColour()));
        break;
    case TrainFigure::Speed:
        addUnlessEmpty(lines, lineOf(curves.curve("tokens_per_second"), {}, plainColour()));
        break;
    case TrainFigure::LearningRate:
        addUnlessEmpty(lines, lineOf(curves.curve("learning_rate"), tr("adapter"), tunedColour()));
        addUnlessEmpty(
            lines, lineOf(curves.curve("gate_learning_rate"), tr("gate"), interwovenColour()));
        break;
    case TrainFigure::GradientNorm:
        addUnlessEmpty(lines, lineOf(curves.curve("gradient_norm"), {}, plainColour()));
        break;
    case TrainFigure::Watched: lines = watchedLines(curves); break;
    case TrainFigure::Regularisation:
        addUnlessEmpty(
            lines, lineOf(curves.curve("kl_to_base"), tr("KL to base"), interwovenColour()));
        addUnlessEmpty(lines, lineOf(curves.curve("l2_to_base"), tr("L2 to base"), plainColour()));
        addUnlessEmpty(
            lines, lineOf(curves.curve("penalty"), tr("the method's own"), tunedColour()));
        break;
    case TrainFigure::Memory:
        addUnlessEmpty(
            lines, inMebibytes(curves.curve("resident_bytes"), tr("all"), plainColour()));
        addUnlessEmpty(lines,
            inMebibytes(curves.curve("memory_cache_bytes"), tr("cache"), interwovenColour()));
        break;
    }
    return lines;
}

QString newestValue(TrainFigure figure, const TrainingCurves& curves)
{
    const auto newest = [&](const char* name) -> QString {
        const QVector<double>& values = curves.curve(name).values;
        return values.isEmpty() ? QString() : QString::fromStdString(formatNumber(values.last()));
    };
    switch (figure) {
    case TrainFigure::Gate: return newest("gate_mean");
    case TrainFigure::Speed: return newest("tokens_per_second");
    case TrainFigure::LearningRate: return newest("learning_rate");
    case TrainFigure::GradientNorm: return newest("gradient_norm");
    case TrainFigure::Watched:
    case TrainFigure::Regularisation: return {};
    case TrainFigure::Memory: break;
    }
    const QVector<double>& bytes = curves.curve("resident_bytes").values;
    return bytes.isEmpty()
        ? QString()
        : QString::fromStdString(formatBytes(static_cast<int64_t>(bytes.last())));
}

} // namespace interweave::ui
