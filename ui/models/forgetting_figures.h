// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/forgetting_view.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace interweave::ui {

/// What a voice is drawn in: the base blue, the first plain run orange, the first siamese one
/// violet, all others in colours that mean nothing else.
struct VoiceColour {
    enum class Kind { Base, Tuned, Interwoven, Other };

    Kind kind = Kind::Other;
    int index = 0; // of the others

    friend bool operator==(const VoiceColour&, const VoiceColour&) = default;
};

/// One for each run of the view.
std::vector<VoiceColour> runColours(const ForgettingView& view);

/// The bars of one voice over the groups of ScoreBars.
struct VoiceBars {
    QString name;
    VoiceColour colour;
    std::vector<std::optional<Estimate>> bars;
};

/// A figure of the paper over one of the bars.
struct PaperBar {
    int group = 0; // indices in ScoreBars
    int voice = 0;
    double percent = 0.0;
    QString name; // which model, tuned how and on what
};

/// Bars of the base and each run's own branch.
struct ScoreBars {
    QStringList groups; // tasks; "(target)" where a run learned it
    std::vector<VoiceBars> voices;
    std::vector<PaperBar> paper; // of shares only
};

/// The tasks that are shares, in percent, or the others as they are. Voices that did none of them
/// are left out.
ScoreBars scoreBars(const ForgettingView& view, bool shares);

/// What one voice kept of the base on each axis of RetentionRadar.
struct VoiceRing {
    QString name;
    VoiceColour colour;
    std::vector<std::optional<double>> percent; // of the base's score
};

struct RetentionRadar {
    QStringList tasks;
    std::vector<VoiceRing> voices; // the base first: 100 % of itself
    QStringList leftOut; // shares without a ratio: the base has 0, or was not measured
};

/// The tasks that the base could do, by what each run's own branch kept of them.
RetentionRadar retentionRadar(const ForgettingView& view);

} // namespace interweave::ui
