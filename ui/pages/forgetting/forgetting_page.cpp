// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/forgetting_page.h"

namespace interweave {

ForgettingPage::ForgettingPage(Services& services, QWidget* parent)
    : Page(tr("Forgetting"), services, parent)
{
}

} // namespace interweave
