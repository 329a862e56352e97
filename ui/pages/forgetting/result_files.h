// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/services.h"

#include <QStringList>

class QFileDialog;

namespace interweave::ui {

/// Asks where to and writes what the page shows: the report of runs, the table. On the library's
/// thread.
class ResultFiles : public QObject {
    Q_OBJECT

public:
    ResultFiles(Services& services, QWidget* page);

    void saveReport(const QStringList& runs);
    void saveTable(const QString& csv);

Q_SIGNALS:
    void started(const QString& what);
    /// The file, or why there is none.
    void ended(const interweave::ui::Outcome<QString>& outcome);

private:
    QFileDialog* ask(const QString& title, const QString& objectName, const QString& fileName,
        const QString& filter);

    Services& m_services;
    QWidget* m_page;
};

} // namespace interweave::ui
