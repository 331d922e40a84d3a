#include <png.h>
#include <stdint.h>
#include <string.h>

/* Encodes width x height pixels (rows from the top; channels 1 gray, 3 RGB, a byte each) with libpng's simplified interface,
 * which reports errors as text instead of longjmp, that Swift could not survive. memory NULL asks for the size. fast: less
 * effort, larger file. 1 on success. */
static inline int leap_png_encode_pixels(
    const uint8_t *pixels, int channels, int fast, uint32_t width, uint32_t height, uint8_t *memory, size_t *size) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  if (fast) image.flags = PNG_IMAGE_FLAG_FAST;
  png_alloc_size_t bytes = *size;
  int ok = png_image_write_to_memory(&image, memory, &bytes, 0, pixels, 0, NULL);
  *size = bytes;
  return ok;
}

/* As above for RGB, with the usual effort. */
static inline int leap_png_encode(const uint8_t *rgb, uint32_t width, uint32_t height, uint8_t *memory, size_t *size) {
  return leap_png_encode_pixels(rgb, 3, 0, width, height, memory, size);
}
