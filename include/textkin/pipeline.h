// The pipeline: the one place that names all stages in order.

#pragma once
