// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/train_page.h"

namespace interweave {

TrainPage::TrainPage(Services& services, QWidget* parent)
    : Page(tr("Train"), services, parent)
{
}

} // namespace interweave
