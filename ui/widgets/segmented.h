// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QButtonGroup;

namespace interweave::ui {

/// A row of joined buttons of which one is chosen.
class Segmented : public QWidget {
    Q_OBJECT

public:
    explicit Segmented(const QStringList& labels, QWidget* parent = nullptr);

    int chosen() const;
    /// Says nothing: `picked` is what a person did.
    void choose(int index);
    /// Disabled segments say why in their tool tip.
    void setSegmentEnabled(int index, bool enabled, const QString& reason = {});

Q_SIGNALS:
    void picked(int index);

private:
    QButtonGroup* m_buttons;
};

} // namespace interweave::ui
