// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/kept_menu.h"

#include <QDateTime>
#include <QLocale>
#include <QMenu>

namespace interweave::ui {

namespace {

constexpr size_t kMostKept = 30; // in the menu
constexpr int kPromptCharacters = 60;

QString labelOf(const QString& created, const QString& prompt)
{
    const QDateTime when = QDateTime::fromString(created, Qt::ISODate).toLocalTime();
    QString start = prompt.simplified();
    if (start.size() > kPromptCharacters)
        start = start.left(kPromptCharacters) + QStringLiteral("…");
    start.replace(QLatin1Char('&'), QLatin1String("&&")); // no shortcut
    return QStringLiteral("%1   %2").arg(QLocale().toString(when, QLocale::ShortFormat), start);
}

} // namespace

KeptMenu::KeptMenu(Services& services, QPushButton* button)
    : QObject(button)
    , m_services(services)
    , m_button(button)
{
    connect(button, &QPushButton::clicked, this, &KeptMenu::ask);
    setRun({}, {});
}

void KeptMenu::setRun(const QString& id, const QString& name)
{
    m_run = id;
    m_name = name;
    m_button->setEnabled(!id.isEmpty());
    m_button->setToolTip(id.isEmpty()
            ? tr("No run is chosen")
            : tr("Comparisons kept with %1, to be looked at again").arg(name));
}

void KeptMenu::ask()
{
    m_services.library.ask(
        this,
        [run = m_run, name = m_name](RunLibrary& library) {
            std::vector<Kept> kept; // without the traces
            const std::vector<StoredSample> samples = library.samples(run.toStdString());
            for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample)
                if (ShownAnswer answer = comparisonOf(*sample, name))
                    kept.push_back({QString::fromStdString(sample->created), std::move(answer)});
            return kept;
        },
        [this, run = m_run](const Outcome<std::vector<Kept>>& outcome) {
            if (run != m_run)
                return; // another run was chosen meanwhile
            if (outcome)
                open(outcome.value());
            else
                Q_EMIT failed(outcome.failure());
        });
}

void KeptMenu::open(const std::vector<Kept>& kept)
{
    auto* const menu = new QMenu(m_button);
    menu->setObjectName(QStringLiteral("compareKeptMenu"));
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToHide, menu, &QObject::deleteLater);
    for (size_t i = 0; i < std::min(kept.size(), kMostKept); ++i) {
        const ShownAnswer& answer = kept[i].answer;
        QAction* const action = menu->addAction(labelOf(kept[i].created, answer->prompt));
        connect(action, &QAction::triggered, this, [this, answer] { Q_EMIT chosen(answer); });
    }
    if (kept.empty())
        menu->addAction(tr("Nothing is kept with this run yet"))->setEnabled(false);
    if (kept.size() > kMostKept)
        menu->addAction(tr("%1 older ones: see the run's report").arg(kept.size() - kMostKept))
            ->setEnabled(false);
    menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height() + 2)));
}

} // namespace interweave::ui
