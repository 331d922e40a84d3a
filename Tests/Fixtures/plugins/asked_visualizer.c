/* A visualizer that tells what it was asked: the number of the model's weights, and the first value of the maps that came along. */
#include "leap_plugin.h"
#include <stdlib.h>

static const leap_host *host;
struct leap_instance { int unused; };

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  (void)c; (void)options;
  *out = malloc(sizeof **out);
  return *out ? LEAP_OK : host->fail(call, LEAP_ENOMEM, "no memory for the visualizer");
}

static void destroy(leap_instance *self) { free(self); }

static leap_status describe(leap_instance *self, leap_call *call, const leap_model_view *model, leap_sink *out) {
  (void)self; (void)call; (void)model;
  return host->put_str(out, "kind", "text", 4);
}

static leap_status render(leap_instance *self, leap_call *call, const leap_model_view *model, const leap_request *request,
                          const leap_batch *batch, leap_sink *out) {
  (void)self; (void)call; (void)batch;
  leap_status status = LEAP_OK;
  if (model && LEAP_HAS(leap_model_view, model, weights)) status = host->put_i64(out, "weights", (int64_t)model->weights);
  if (!status && LEAP_HAS(leap_request, request, maps)) status = host->put_f64(out, "map", *(const float *)request->maps->data);
  return status;
}

static const leap_visualizer table = {sizeof table, 0, describe, render};
static const leap_component only = {
    sizeof only, LEAP_DETERMINISTIC, LEAP_ROLE_VISUALIZER, "asked", "Asked", "Tells what it was asked",
    "{\"type\":\"object\",\"additionalProperties\":false}", &table, NULL, create, destroy, NULL};
static const leap_component *component(uint32_t i) { return i == 0 ? &only : NULL; }
static const leap_plugin plugin = {sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 1, "org.example.asked-visualizer",
                                   "Asked visualizer", "1.0.0", "Example", "Apache-2.0", NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  (void)call;
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
