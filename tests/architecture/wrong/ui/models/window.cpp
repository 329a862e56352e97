#include "core/model/decoder.h" // another room of core
#include "ui/pages/page.h" // upwards
#include <ATen/core/Tensor.h> // torch
#include <qcustomplot.h> // not through the shim
