#include <stddef.h>

typedef double (*leap_image_function)(const float *pixels, size_t count);

/* What a C programmer would write: calls the function for each picture. */
void leap_direct_loop(leap_image_function function, const float *pixels, size_t count, size_t pictures, double *values);
