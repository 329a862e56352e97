// SPDX-License-Identifier: Apache-2.0
#pragma once

// QCustomPlot is written with Qt's keywords, which the rest of the program does without. The only
// place that includes it.
#define signals Q_SIGNALS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef foreach
#undef signals
