// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// A row that one of two branches has right and the other wrong.
struct FlippedRow {
    size_t task = 0; // index in ForgettingView::tasks
    int64_t line = 0; // of the task's file, from 1
    bool rescued = false; // the interwoven branch has it right, the tuned one wrong; else the
                          // reverse: it was lost despite the gate
    std::optional<bool> baseRight; // absent: the base did not do this row
    std::string prompt; // all that the model was given
    std::vector<std::string> accepted; // the right answers
    std::string base; // what each said; empty where the base did not do the row
    std::string tuned;
    std::string interwoven;
    /// The first words, parted by white space, that are not the same; empty: that answer had ended.
    std::string tunedWord;
    std::string interwovenWord;

    /// The base could do it, tuning lost it, the gate brought it back.
    bool rescuedFromForgetting() const { return rescued && baseRight == true; }
};

/// What the gate of one run did to single rows: its interwoven branch against a tuned one.
struct RowFlips {
    std::string run; // id of the run with the gate
    std::string label;
    std::string tunedRun; // id of the run whose tuned branch it is held against; its own where
    std::string tunedLabel; // that was kept, else a plain run's
    int64_t compared = 0; // rows that both did
    int64_t rescued = 0;
    int64_t rescuedFromForgetting = 0; // of the rescued
    int64_t lost = 0;
    std::vector<FlippedRow> rows; // the rescued first; each in the order of tasks and lines

    bool ownTuned() const { return run == tunedRun; }
};

} // namespace interweave
