/* RMS contrast of a picture: the standard deviation of its pixels (Peli 1990, "Contrast in complex images"). */
#include <math.h>
#include <stddef.h>

double contrast(const float *pixels, size_t count) {
  double sum = 0, squares = 0;
  for (size_t i = 0; i < count; i++) sum += pixels[i], squares += pixels[i] * pixels[i];
  double mean = sum / count;
  return sqrt(fmax(0, squares / count - mean * mean));
}
