#include "loop.h"

void leap_direct_loop(leap_image_function function, const float *pixels, size_t count, size_t pictures, double *values) {
  for (size_t i = 0; i < pictures; i++) values[i] = function(pixels + i * count, count);
}
