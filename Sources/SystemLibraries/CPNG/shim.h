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

/* Width, height and whether it has colors, of a PNG file in memory. 1 on success. */
static inline int leap_png_header(const uint8_t *file, size_t size, uint32_t *width, uint32_t *height, int *has_colors) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  int ok = png_image_begin_read_from_memory(&image, file, size);
  *width = image.width;
  *height = image.height;
  *has_colors = (image.format & PNG_FORMAT_FLAG_COLOR) != 0;
  png_image_free(&image);
  return ok;
}

/* Decodes it to width x height x channels bytes (1: gray, 3: RGB), rows from the top; what is transparent is black. The caller has
 * checked width and height with leap_png_header. 1 on success. */
static inline int leap_png_decode(const uint8_t *file, size_t size, int channels, uint8_t *pixels, size_t capacity) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  int ok = png_image_begin_read_from_memory(&image, file, size);
  image.format = channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  if (ok && (size_t)image.width * image.height * (size_t)channels == capacity)
    ok = png_image_finish_read(&image, NULL, pixels, 0, NULL);
  else
    ok = 0;
  png_image_free(&image);
  return ok;
}
