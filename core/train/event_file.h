// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/stored_run.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace interweave {

/// TensorBoard's event files of a run: what it is given is on disk when append returns. A resumed
/// run begins a file of its own, which tells TensorBoard to forget the steps it trains anew.
/// Format: TFRecord frames (length, masked CRC-32C of it, data, masked CRC-32C of that) of Event
/// messages, tensorflow/core/util/event.proto. One thread.
class EventFile {
public:
    /// `step`: taken before this file begins. Throws Error{Io}.
    EventFile(const std::filesystem::path& folder, int64_t step);
    ~EventFile();
    EventFile(const EventFile&) = delete;
    EventFile& operator=(const EventFile&) = delete;

    /// One event for the points of a step; a series' name is its tag. Throws Error{Io}.
    void append(std::span<const MetricPoint> points);

private:
    void write(const std::string& event);

    std::filesystem::path m_path;
    int m_descriptor = -1;
};

} // namespace interweave
