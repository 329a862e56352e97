// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/export_menu.h"

#include "ui/models/comparison_export.h"

#include <QFileDialog>
#include <QFileInfo>

namespace interweave::ui {

ExportMenu::ExportMenu(Services& services, std::function<Content()> content, QWidget* parent)
    : QMenu(parent)
    , m_services(services)
    , m_content(std::move(content))
{
    setObjectName(QStringLiteral("compareExportMenu"));
    addFormat(tr("Markdown…"), QStringLiteral("compareExportMarkdown"), Format::Markdown);
    addFormat(tr("CSV…"), QStringLiteral("compareExportCsv"), Format::Csv);
}

void ExportMenu::addFormat(const QString& label, const QString& objectName, Format format)
{
    QAction* const action = addAction(label);
    action->setObjectName(objectName);
    connect(action, &QAction::triggered, this, [this, format] { askForFile(format); });
}

void ExportMenu::askForFile(Format format)
{
    const bool csv = format == Format::Csv;
    auto* const dialog = new QFileDialog(parentWidget(), tr("Export the comparison"), {},
        csv ? tr("CSV (*.csv)") : tr("Markdown (*.md)"));
    dialog->setObjectName(QStringLiteral("compareExportDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(csv ? QStringLiteral("csv") : QStringLiteral("md"));
    dialog->selectFile(csv ? QStringLiteral("comparison.csv") : QStringLiteral("comparison.md"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, format, content = m_content()](
            const QString& path) { write(path, format, content); });
    dialog->open();
}

void ExportMenu::write(const QString& path, Format format, Content content)
{
    m_services.library.submit(
        JobThread::Length::Short, this,
        [path, format, content = std::move(content)](std::stop_token) {
            writeExport(path,
                format == Format::Markdown ? comparisonMarkdown(content.answers)
                    : content.list         ? answerListCsv(content.answers)
                                           : comparisonCsv(content.answers));
        },
        [this, path](const Outcome<Nothing>& outcome) {
            if (!outcome)
                Q_EMIT failed(outcome.failure());
            else if (m_services.toast)
                m_services.toast(tr("%1 is written").arg(QFileInfo(path).fileName()), {}, {});
        });
}

} // namespace interweave::ui
