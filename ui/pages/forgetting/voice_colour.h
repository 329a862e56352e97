// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/forgetting_figures.h"
#include "ui/widgets/theme.h"

namespace interweave::ui {

/// In the theme that is in force.
inline QColor colourOf(const VoiceColour& voice)
{
    switch (voice.kind) {
    case VoiceColour::Kind::Base: return colours().base;
    case VoiceColour::Kind::Tuned: return colours().tuned;
    case VoiceColour::Kind::Interwoven: return colours().interwoven;
    case VoiceColour::Kind::Other: break;
    }
    return runColour(voice.index);
}

} // namespace interweave::ui
