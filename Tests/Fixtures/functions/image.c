/* Functions as a user may have them: nothing of Leap in here. */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

double mean(const float *pixels, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += pixels[i];
  return count ? sum / count : 0;
}

double mean64(const double *pixels, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += pixels[i];
  return count ? sum / count : 0;
}

/* Distance of two arrays, squared. */
float distance(const float *a, const float *b, int32_t count) {
  float sum = 0;
  for (int32_t i = 0; i < count; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

/* 0 and the extremes; 1 for an empty array. */
int range(const float *pixels, size_t count, float *least, float *most) {
  if (count == 0) return 1;
  *least = *most = pixels[0];
  for (size_t i = 1; i < count; i++) {
    if (pixels[i] < *least) *least = pixels[i];
    if (pixels[i] > *most) *most = pixels[i];
  }
  return 0;
}

/* count doubles follow. */
double sum_of(int count, ...) {
  va_list numbers;
  va_start(numbers, count);
  double sum = 0;
  while (count-- > 0) sum += va_arg(numbers, double);
  va_end(numbers);
  return sum;
}

/* Every type of whole numbers once: each takes part with another weight. */
int64_t weigh(int8_t a, uint8_t b, int16_t c, uint16_t d, int32_t e, uint32_t f, int64_t g, uint64_t h) {
  return a + 3 * b + 5 * c + 7 * d + 11 * e + 13 * (int64_t)f + 17 * g + 19 * (int64_t)h;
}

int8_t negate(int8_t number) { return -number; }
uint64_t largest(void) { return UINT64_MAX; }
bool is_odd(int64_t number) { return number % 2 != 0; }
bool is_null(const void *address) { return address == NULL; }
const char *parity(int64_t number) { return number % 2 ? "odd" : number ? "even" : NULL; }
size_t length(const char *text) { return strlen(text); }

/* Keeps its text in one place, as old C does. */
const char *initial(const char *text) {
  static char place[2];
  place[0] = text[0];
  return place;
}
