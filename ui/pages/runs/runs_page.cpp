// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/runs_page.h"

namespace interweave {

RunsPage::RunsPage(Services& services, QWidget* parent)
    : Page(tr("Runs"), services, parent)
{
}

} // namespace interweave
