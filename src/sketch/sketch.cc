// Placeholder until the stage is written.

#include "textkin/sketch.h"
