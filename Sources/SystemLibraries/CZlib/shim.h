#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

/* Compresses length bytes into one gzip member. size: the room in memory, then what was used. 1 on success. */
static inline int leap_gzip(const uint8_t *bytes, size_t length, int level, uint8_t *memory, size_t *size) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (length > UINT32_MAX || *size > UINT32_MAX) return 0;
  if (deflateInit2(&stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
  stream.next_in = (Bytef *)bytes;
  stream.avail_in = (uInt)length;
  stream.next_out = memory;
  stream.avail_out = (uInt)*size;
  int status = deflate(&stream, Z_FINISH);
  *size -= stream.avail_out;
  deflateEnd(&stream);
  return status == Z_STREAM_END;
}
