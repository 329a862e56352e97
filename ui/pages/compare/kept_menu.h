// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/comparison_text.h"
#include "ui/pages/services.h"

#include <QPushButton>

namespace interweave::ui {

/// A button that opens a menu of the comparisons kept with a run, newest first.
class KeptMenu : public QObject {
    Q_OBJECT

public:
    KeptMenu(Services& services, QPushButton* button);

    /// Empty: no run is chosen.
    void setRun(const QString& id, const QString& name);

Q_SIGNALS:
    void chosen(const interweave::ui::ShownAnswer& answer);
    void failed(const interweave::ui::Failure& failure);

private:
    struct Kept {
        QString created;
        ShownAnswer answer;
    };

    void ask();
    void open(const std::vector<Kept>& kept);

    Services& m_services;
    QPushButton* m_button;
    QString m_run;
    QString m_name;
};

} // namespace interweave::ui
