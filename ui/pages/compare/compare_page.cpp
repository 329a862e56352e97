// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/compare_page.h"

namespace interweave {

ComparePage::ComparePage(Services& services, QWidget* parent)
    : Page(tr("Compare"), services, parent)
{
}

} // namespace interweave
