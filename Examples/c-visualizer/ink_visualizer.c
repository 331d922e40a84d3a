/* Two visualizers that need no model: a heat map of where the ink changes, and bars of how much ink lies in each quarter. */
#include "leap_plugin.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const leap_host *host;
struct leap_instance { int nothing; };

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  (void)c; (void)options;
  if (!(*out = calloc(1, sizeof **out))) return host->fail(call, LEAP_ENOMEM, "no memory for the instance");
  return LEAP_OK;
}

static void destroy(leap_instance *self) { free(self); }

static leap_status put_text(leap_sink *out, const char *key, const char *text) {
  return host->put_str(out, key, text, strlen(text));
}

static leap_status put_floats(leap_sink *out, const char *key, float *values, int32_t ndim, int64_t *shape) {
  int64_t strides[4];
  leap_tensor t = {0};
  for (int64_t d = ndim - 1, step = 1; d >= 0; d--) { strides[d] = step; step *= shape[d]; }
  t.data = values; t.ndim = ndim; t.shape = shape; t.strides = strides;
  t.dtype_code = LEAP_FLOAT; t.dtype_bits = 32; t.dtype_lanes = 1;
  t.device_type = 1;   /* CPU */
  return host->put_tensor(out, key, &t);
}

static const float *pixels_of(const leap_batch *batch, leap_call *call, leap_status *status) {
  const leap_tensor *t = batch->inputs;
  *status = LEAP_OK;
  if (t->ndim != 4 || t->shape[1] != 1) *status = host->fail(call, LEAP_EUNSUPPORTED, "samples must be [1, height, width]");
  return (const float *)((const char *)t->data + t->byte_offset);
}

/* ---- heat map: the length of Sobel's gradient, the same for every target; pixels outside repeat the edge --------------------- */

static leap_status describe_sobel(leap_instance *self, leap_call *call, const leap_model_view *model, leap_sink *out) {
  (void)self; (void)call; (void)model;
  leap_status status = put_text(out, "kind", "heat-map");
  return status ? status : put_text(out, "", "sobel");
}

static float at(const float *x, int64_t h, int64_t w, int64_t row, int64_t col) {
  row = row < 0 ? 0 : row >= h ? h - 1 : row;
  col = col < 0 ? 0 : col >= w ? w - 1 : col;
  return x[row * w + col];
}

static float sobel(const float *x, int64_t h, int64_t w, int64_t r, int64_t c) {
  float across = 0, down = 0;
  for (int64_t d = -1; d <= 1; d++) {
    float weight = d == 0 ? 2 : 1;
    across += weight * (at(x, h, w, r + d, c + 1) - at(x, h, w, r + d, c - 1));
    down += weight * (at(x, h, w, r + 1, c + d) - at(x, h, w, r - 1, c + d));
  }
  return sqrtf(across * across + down * down);
}

static leap_status render_sobel(leap_instance *self, leap_call *call, const leap_model_view *model, const leap_request *request,
                                const leap_batch *batch, leap_sink *out) {
  (void)self; (void)model;
  leap_status status;
  const float *x = pixels_of(batch, call, &status);
  if (status) return status;
  int64_t n = batch->count, targets = request->target_count, h = batch->inputs->shape[2], w = batch->inputs->shape[3];
  int64_t shape[4] = {n, targets, h, w};
  float *map = calloc((size_t)(n * targets * h * w) + 1, sizeof *map);   /* + 1: never ask for nothing */
  if (!map) return host->fail(call, LEAP_ENOMEM, "no memory for the maps");
  for (int64_t i = 0; i < n * targets; i++)
    for (int64_t p = 0; p < h * w; p++) map[i * h * w + p] = sobel(x + i / targets * h * w, h, w, p / w, p % w);
  status = put_floats(out, "map", map, 4, shape);
  free(map);
  return status ? host->fail(call, status, "could not hand over the maps") : LEAP_OK;
}

/* ---- bars: the share of the ink in each quarter ------------------------------------------------------------------------------ */

static leap_status describe_quarters(leap_instance *self, leap_call *call, const leap_model_view *model, leap_sink *out) {
  (void)self; (void)call; (void)model;
  return put_text(out, "kind", "bars");
}

static leap_status render_quarters(leap_instance *self, leap_call *call, const leap_model_view *model,
                                   const leap_request *request, const leap_batch *batch, leap_sink *out) {
  (void)self; (void)model; (void)request;
  static const char *const names[] = {"top left", "top right", "bottom left", "bottom right"};
  leap_status status;
  const float *x = pixels_of(batch, call, &status);
  if (status) return status;
  int64_t n = batch->count, h = batch->inputs->shape[2], w = batch->inputs->shape[3], shape[2] = {n, 4};
  float *shares = calloc((size_t)n * 4 + 1, sizeof *shares);
  if (!shares) return host->fail(call, LEAP_ENOMEM, "no memory for the bars");
  for (int64_t i = 0; i < n; i++) {
    float sum = 0, *share = shares + i * 4;
    for (int64_t p = 0; p < h * w; p++) {
      share[2 * (p / w >= h / 2) + (p % w >= w / 2)] += x[i * h * w + p];
      sum += x[i * h * w + p];
    }
    for (int64_t q = 0; q < 4 && sum > 0; q++) share[q] /= sum;
  }
  status = put_floats(out, "values", shares, 2, shape);
  for (int64_t q = 0; q < 4 && !status; q++) status = put_text(out, "", names[q]);
  free(shares);
  return status ? host->fail(call, status, "could not hand over the bars") : LEAP_OK;
}

/* ---- the library ------------------------------------------------------------------------------------------------------------- */

static const leap_visualizer sobel_table = {sizeof sobel_table, 0, describe_sobel, render_sobel};
static const leap_visualizer quarters_table = {sizeof quarters_table, 0, describe_quarters, render_quarters};
static const leap_component components[] = {
    {sizeof(leap_component), LEAP_DETERMINISTIC, LEAP_ROLE_VISUALIZER, "sobel", "Edges", "Where the ink changes",
     "{\"type\": \"object\", \"additionalProperties\": false}", &sobel_table, NULL, create, destroy, NULL},
    {sizeof(leap_component), LEAP_DETERMINISTIC, LEAP_ROLE_VISUALIZER, "quarters", "Ink by quarter",
     "The share of the ink in each quarter", "{\"type\": \"object\", \"additionalProperties\": false}", &quarters_table, NULL,
     create, destroy, NULL}};
static const leap_component *component(uint32_t i) { return i < 2 ? &components[i] : NULL; }
static const leap_plugin plugin = {
    sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 2, "org.example.ink-visualizer", "Ink visualizer", "1.0.0",
    NULL, "Apache-2.0", NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  if (h->abi_major != LEAP_ABI_MAJOR) return h->fail(call, LEAP_EABI, "this plugin needs a host of ABI 1");
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
