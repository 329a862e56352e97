// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/trace_menu.h"

#include "ui/models/trace_csv.h"
#include "ui/pages/gate/answer_card.h"
#include "ui/pages/services.h"

#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>

namespace interweave::ui {

TraceMenu::TraceMenu(Services& services, const AnswerCard& answer, QWidget* parent)
    : QMenu(parent)
    , m_services(services)
    , m_answer(answer)
{
    QAction* const csv = addAction(tr("Figures of all tokens (CSV)…"), this, [this] {
        askForFile(QStringLiteral("csv"), tr("Comma-separated values (*.csv)"),
            [this](const QString& file) { writeCsv(file); });
    });
    csv->setObjectName(QStringLiteral("gateExportCsv"));
    QAction* const picture = addAction(tr("Coloured text (PNG)…"), this, [this] {
        askForFile(QStringLiteral("png"), tr("Picture (*.png)"),
            [this](const QString& file) { writePicture(file); });
    });
    picture->setObjectName(QStringLiteral("gateExportPng"));
}

void TraceMenu::setTrace(std::shared_ptr<const Trace> trace)
{
    m_trace = std::move(trace);
}

void TraceMenu::askForFile(
    const QString& suffix, const QString& filter, std::function<void(const QString& file)> write)
{
    auto* const dialog = new QFileDialog(parentWidget(), tr("Export"), {}, filter);
    dialog->setObjectName(QStringLiteral("gateExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(QStringLiteral("gate.") + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, std::move(write));
    dialog->open();
}

void TraceMenu::writeCsv(const QString& file)
{
    write(file, [trace = m_trace] { return traceCsv(*trace); });
}

void TraceMenu::writePicture(const QString& file)
{
    write(file, [picture = m_answer.picture()] {
        QBuffer buffer;
        picture.save(&buffer, "PNG");
        return buffer.data();
    });
}

void TraceMenu::write(const QString& file, std::function<QByteArray()> bytesOf)
{
    m_services.library.ask(
        this, [file, bytesOf = std::move(bytesOf)](RunLibrary&) { writeWhole(file, bytesOf()); },
        [this, file](const Outcome<Nothing>& outcome) {
            if (!outcome)
                Q_EMIT failed(outcome.failure());
            else if (m_services.toast)
                m_services.toast(tr("Written: %1").arg(QFileInfo(file).fileName()), {}, {});
        });
}

} // namespace interweave::ui
