// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"
#include "ui/jobs/library_thread.h"

#include <QString>

#include <filesystem>
#include <functional>

namespace interweave::ui {

/// What a page may use. Lives as long as the window.
struct Services {
    EngineThread& engine;
    LibraryThread& library;
    std::filesystem::path workspace;
    /// A short word at the window's lower edge; with an action, usually an undo.
    std::function<void(const QString& text, const QString& action, std::function<void()> onAction)>
        toast;
};

} // namespace interweave::ui
