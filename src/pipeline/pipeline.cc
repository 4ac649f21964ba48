// Placeholder until the stage is written.

#include "textkin/pipeline.h"
