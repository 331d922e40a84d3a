#include <openssl/evp.h>
#include <stddef.h>
#include <stdint.h>

/* SHA-256 of length bytes into out[32]; 1 on success. */
static inline int leap_sha256(const uint8_t *bytes, size_t length, uint8_t *out) {
  unsigned int size = 32;
  return EVP_Digest(bytes, length, out, &size, EVP_sha256(), NULL);
}
