#include <png.h>
#include <stdint.h>
#include <string.h>

/* Encodes width x height RGB pixels (3 bytes each, rows from the top) with libpng's simplified interface, which reports
 * errors as text instead of longjmp, that Swift could not survive. memory NULL asks for the size. 1 on success. */
static inline int leap_png_encode(const uint8_t *rgb, uint32_t width, uint32_t height, uint8_t *memory, size_t *size) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t bytes = *size;
  int ok = png_image_write_to_memory(&image, memory, &bytes, 0, rgb, 0, NULL);
  *size = bytes;
  return ok;
}
