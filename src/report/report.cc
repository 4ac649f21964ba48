// Placeholder until the stage is written.

#include "textkin/report.h"
