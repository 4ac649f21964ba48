// Placeholder until the stage is written.

#include "textkin/read.h"
