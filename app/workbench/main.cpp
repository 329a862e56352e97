// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/handler_clock.h"
#include "app/workbench/languages.h"
#include "app/workbench/main_window.h"
#include "app/workbench/preferences.h"
#include "ui/jobs/hub_thread.h"
#include "ui/widgets/theme.h"

#include <QMessageBox>

#include <cstdio>

namespace interweave::ui {

namespace {

/// INTERWEAVE_SLOW_HANDLERS: says at the end which event handler took longest.
void reportSlowest(const HandlerClock& application)
{
    if (qEnvironmentVariableIsSet("INTERWEAVE_SLOW_HANDLERS"))
        std::fprintf(stderr, "slowest event handler: %.1f ms, %s\n",
            application.slowest().milliseconds, qPrintable(application.slowest().what));
}

int run(int argc, char** argv)
{
    HandlerClock application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Interweave"));
    QCoreApplication::setApplicationVersion(QStringLiteral(INTERWEAVE_VERSION));
    std::filesystem::path workspace;
    try {
        workspace = Engine().workspace();
        std::filesystem::create_directories(workspace);
    } catch (const std::exception& error) {
        QMessageBox::critical(nullptr, QStringLiteral("Interweave"),
            QObject::tr("The workspace cannot be used: %1").arg(QString::fromUtf8(error.what())));
        return 1;
    }
    const Preferences preferences(workspace);
    installLanguage(application, preferences.language());
    applyTheme(application, preferences.theme());
    EngineThread engine([workspace] { return std::make_unique<Engine>(workspace); });
    LibraryThread library([workspace] { return std::make_unique<RunLibrary>(workspace); });
    HubThread hub([] { return std::make_unique<HubLibrary>(); });
    MainWindow window(engine, library, hub, workspace);
    window.show();
    const int code = QApplication::exec();
    reportSlowest(application);
    return code;
}

} // namespace

} // namespace interweave::ui

int main(int argc, char** argv)
{
    return interweave::ui::run(argc, argv);
}
