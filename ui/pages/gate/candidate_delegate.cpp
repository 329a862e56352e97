// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/candidate_delegate.h"

#include "ui/models/candidate_model.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace interweave::ui {

namespace {

constexpr int kMargin = 4;

} // namespace

void CandidateDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& c = colours();
    const QString probability = index.data(CandidateModel::ProbabilityRole).toString();
    if (probability.isEmpty())
        return;
    painter->save();
    painter->setPen(c.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    QFont font = option.font;
    const bool chosen = index.data(CandidateModel::ChosenRole).toBool();
    font.setBold(chosen);
    painter->setFont(font);
    painter->setPen(chosen ? c.interwoven : c.text);
    const QRect place = option.rect.adjusted(kMargin, 0, -kMargin, 0);
    painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, probability);
    const QFontMetrics metrics(font);
    const QRect text = place.adjusted(0, 0, -metrics.horizontalAdvance(probability) - kMargin, 0);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(
            index.data(CandidateModel::TextRole).toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace interweave::ui
