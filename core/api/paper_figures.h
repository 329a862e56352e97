// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace interweave {

/// One figure of the forgetting tables of arXiv 2412.17383 (resources/paper/forgetting.yaml).
struct PaperFigure {
    std::string model; // "ChatGLM3-6B"
    std::string tunedOn; // task; "ROPES"
    std::string method; // "LoRA", "(IA)³"; empty: the base, before any tuning
    bool imsm = false; // with the gate
    std::string task; // "WebQ"
    double percent = 0.0; // by the measure that the paper takes for the task
};

/// A figure of the paper beside a score of the same kind.
struct PaperMark {
    size_t task = 0; // indices in ForgettingView::tasks and ForgettingView::voices
    size_t voice = 0;
    PaperFigure figure;
};

} // namespace interweave
