// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"

#include <QCoreApplication>
#include <QStringList>

namespace interweave::ui {

/// Figures and sentences about what runs kept and lost. Shares are written in percent with one
/// decimal, nats with three digits; "–" for what is missing.
class ForgettingWords {
    Q_DECLARE_TR_FUNCTIONS(ForgettingWords)

public:
    /// "86.7"; "0.445".
    static QString figure(std::optional<double> value, bool percent);
    /// With its sign: "+81.0", "−2.50".
    static QString change(std::optional<double> value, bool percent);
    /// "95.7 … 99.1".
    static QString interval(const Estimate& estimate, bool percent);
    /// "98.0 (95.7 … 99.1)".
    static QString estimate(const std::optional<Estimate>& estimate, bool percent);

    /// What may be said, a paragraph each, as rich text: several runs against each other, one run
    /// against its base; what is certain first. `strong`: the colour of certain differences.
    static QStringList sentences(const ForgettingView& view, const QString& strong);

private:
    static QString claim(
        const ForgettingView& view, const ForgettingClaim& claim, const QString& strong);
    static QString outcome(const ForgettingView& view, const RunOutcome& run,
        const TaskOutcome& outcome, const QString& strong);
    static QString evidence(const Estimate& estimate, bool percent, int64_t rows);
    static QString amount(double change, bool percent);
};

} // namespace interweave::ui
