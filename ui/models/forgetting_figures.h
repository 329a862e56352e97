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

/// Bars of the base and each run's own branch.
struct ScoreBars {
    QStringList groups; // tasks; "(target)" where a run learned it
    std::vector<VoiceBars> voices;
};

/// The tasks that are shares, in percent, or the others as they are. Voices that did none of them
/// are left out.
ScoreBars scoreBars(const ForgettingView& view, bool shares);

} // namespace interweave::ui
