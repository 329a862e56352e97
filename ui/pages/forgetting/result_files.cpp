// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/result_files.h"

#include <QFileDialog>
#include <QSaveFile>

namespace interweave::ui {

namespace {

QString writeText(const QString& path, const QString& text)
{
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        throw Error(ErrorCode::Io, path.toStdString(),
            "cannot be written: " + file.errorString().toStdString());
    return path;
}

} // namespace

ResultFiles::ResultFiles(Services& services, QWidget* page)
    : QObject(page)
    , m_services(services)
    , m_page(page)
{
}

void ResultFiles::saveReport(const QStringList& runs)
{
    const QFileDialog* dialog = ask(tr("Save the report"), QStringLiteral("forgettingReportDialog"),
        QStringLiteral("report.html"), tr("HTML page (*.html)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, runs](const QString& path) {
        Q_EMIT started(tr("Writing the report …"));
        m_services.library.ask(
            this,
            [runs, path](RunLibrary& library) {
                std::vector<std::string> ids;
                for (const QString& run : runs)
                    ids.push_back(run.toStdString());
                library.report(ids, path.toStdString());
                return path;
            },
            [this](const Outcome<QString>& outcome) { Q_EMIT ended(outcome); });
    });
}

void ResultFiles::saveTable(const QString& csv)
{
    const QFileDialog* dialog
        = ask(tr("Export the table"), QStringLiteral("forgettingExportDialog"),
            QStringLiteral("forgetting.csv"), tr("Comma-separated values (*.csv)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, csv](const QString& path) {
        m_services.library.ask(
            this, [csv, path](RunLibrary&) { return writeText(path, csv); },
            [this](const Outcome<QString>& outcome) { Q_EMIT ended(outcome); });
    });
}

QFileDialog* ResultFiles::ask(
    const QString& title, const QString& objectName, const QString& fileName, const QString& filter)
{
    auto* const dialog = new QFileDialog(m_page, title, {}, filter);
    dialog->setObjectName(objectName);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(fileName.section(QLatin1Char('.'), -1));
    dialog->selectFile(fileName);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

} // namespace interweave::ui
