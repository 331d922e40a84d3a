/* A softmax regression that trains, saves and loads but offers NO gradients: heat maps must say that it cannot serve them. */
#include "leap_plugin.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const leap_host *host;
struct leap_instance { leap_port input; int64_t d, k, steps; float *w; };   /* w: [k, d + 1], the bias last */

static leap_status create(const leap_component *c, leap_call *call, const leap_options *options, leap_instance **out) {
  (void)c; (void)options;
  *out = calloc(1, sizeof **out);
  return *out ? LEAP_OK : host->fail(call, LEAP_ENOMEM, "no memory for the model");
}
static void destroy(leap_instance *self) { free(self->w); free(self); }

static leap_status build(leap_instance *self, leap_call *call, const leap_port *input, int64_t classes) {
  self->input = *input;
  self->k = classes;
  self->d = 1;
  for (int32_t i = 0; i < input->ndim; i++) self->d *= input->dim[i];
  self->w = calloc((size_t)(self->k * (self->d + 1)), sizeof *self->w);
  return self->w ? LEAP_OK : host->fail(call, LEAP_ENOMEM, "no memory for the weights");
}
static leap_status port(leap_instance *self, leap_call *call, uint32_t i, leap_port *out) {
  (void)call;
  if (i > 1) return LEAP_END;
  *out = self->input;
  strcpy(out->name, i == 0 ? "input" : "logits");
  if (i == 1) { out->ndim = 1; out->dim[0] = self->k; out->flags = LEAP_PORT_FEATURES; }
  return LEAP_OK;
}
static leap_status initialize(leap_instance *self, leap_call *call, uint64_t seed) {
  (void)call; (void)seed;   /* a convex problem: zeros are as good a start as any */
  memset(self->w, 0, (size_t)(self->k * (self->d + 1)) * sizeof *self->w);
  self->steps = 0;
  return LEAP_OK;
}
static float score(const leap_instance *self, const float *x, int64_t c) {
  const float *w = self->w + c * (self->d + 1);
  float sum = w[self->d];
  for (int64_t j = 0; j < self->d; j++) sum += w[j] * x[j];
  return sum;
}
static leap_status train_step(leap_instance *self, leap_call *call, const leap_step *step, leap_sink *out) {
  int64_t n = step->inputs->shape[0], *y = step->labels->data, right = 0;
  float *p = calloc((size_t)(n * self->k + 1), sizeof *p), rate = (float)(step->learning_rate / (double)n), *x = step->inputs->data;
  double loss = 0;
  if (!p) return host->fail(call, LEAP_ENOMEM, "no memory for the step");
  for (int64_t i = 0; i < n; i++) {
    float *s = p + i * self->k, sum = 0;
    int64_t best = 0;
    for (int64_t c = 0; c < self->k; c++) { s[c] = score(self, x + i * self->d, c); if (s[c] > s[best]) best = c; }
    float top = s[best];
    for (int64_t c = 0; c < self->k; c++) sum += s[c] = expf(s[c] - top);
    for (int64_t c = 0; c < self->k; c++) s[c] /= sum;
    loss -= log(s[y[i]] + 1e-30) / (double)n;
    right += best == y[i];
    s[y[i]] -= 1;
  }
  for (int64_t i = 0; i < n; i++)
    for (int64_t c = 0; c < self->k; c++) {
      float *w = self->w + c * (self->d + 1), g = rate * p[i * self->k + c];
      for (int64_t j = 0; j < self->d; j++) w[j] -= g * x[i * self->d + j];
      w[self->d] -= g;
    }
  free(p);
  self->steps++;
  host->put_f64(out, "loss", loss);
  return host->put_f64(out, "accuracy", n ? (double)right / (double)n : 0);
}
static leap_status forward(leap_instance *self, leap_call *call, const leap_tensor *x, uint32_t count, const uint32_t *ports,
                           leap_tensor *const *outs) {
  for (uint32_t p = 0; p < count; p++) {
    if (ports[p] > 1) return host->fail(call, LEAP_EARG, "there are only the ports input and logits");
    if (ports[p] == 0) memcpy(outs[p]->data, x->data, (size_t)(x->shape[0] * self->d) * sizeof(float));
    else for (int64_t i = 0; i < x->shape[0] * self->k; i++)
      ((float *)outs[p]->data)[i] = score(self, (const float *)x->data + i / self->k * self->d, i % self->k);
  }
  return LEAP_OK;
}
/* The header of a safetensors file with the state: its length as 8 bytes, then JSON that ends on a multiple of 8. */
static uint64_t header(const leap_instance *self, uint32_t state, char text[512]) {
  long long size = (long long)(self->k * (self->d + 1)) * 4, at = state == LEAP_STATE_TRAINING ? 8 : 0;
  int n = snprintf(text, 512, "{%s\"weight\":{\"dtype\":\"F32\",\"shape\":[%lld,%lld],\"data_offsets\":[%lld,%lld]}}",
                   at ? "\"steps\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}," : "", (long long)self->k,
                   (long long)self->d + 1, at, at + size);
  while (n % 8) text[n++] = ' ';
  return (uint64_t)n;
}
static leap_status save(leap_instance *self, leap_call *call, uint32_t state, leap_stream *stream) {
  char text[512];
  uint64_t n = header(self, state, text);
  leap_status status = host->write(stream, &n, sizeof n);
  if (!status) status = host->write(stream, text, n);
  if (!status && state == LEAP_STATE_TRAINING) status = host->write(stream, &self->steps, sizeof self->steps);
  if (!status) status = host->write(stream, self->w, (size_t)(self->k * (self->d + 1)) * sizeof *self->w);
  return status < 0 ? host->fail(call, status, "could not write the weights") : LEAP_OK;
}
static leap_status take(leap_stream *stream, void *to, size_t size) {
  for (size_t done = 0, got = 0; done < size; done += got)
    if (host->read(stream, (char *)to + done, size - done, &got) < 0 || got == 0) return LEAP_EDATA;
  return LEAP_OK;
}
static leap_status load(leap_instance *self, leap_call *call, uint32_t state, leap_stream *stream) {
  size_t size = (size_t)(self->k * (self->d + 1)) * sizeof *self->w;
  char text[512], found[512];
  uint64_t n = header(self, state, text), m = 0;
  int64_t steps = self->steps;
  float *w = malloc(size);
  leap_status status = w ? take(stream, &m, sizeof m) : LEAP_ENOMEM;
  if (!status) status = m == n ? take(stream, found, n) : LEAP_EDATA;
  if (!status && memcmp(text, found, n)) status = LEAP_EDATA;
  if (!status && state == LEAP_STATE_TRAINING) status = take(stream, &steps, sizeof steps);
  if (!status) status = take(stream, w, size);
  if (status) { free(w); return host->fail(call, status, "the saved weights are cut, or of another model"); }
  free(self->w);
  self->w = w;
  self->steps = steps;
  return LEAP_OK;
}

static const leap_model table = {sizeof table, 0, build, port, initialize, train_step, forward, NULL, NULL, save, load, NULL};
static const leap_component only = {sizeof only, LEAP_DETERMINISTIC, LEAP_ROLE_MODEL, "linear", "Linear model", "Softmax regression",
                                    NULL, &table, NULL, create, destroy, NULL};
static const leap_component *component(uint32_t i) { return i == 0 ? &only : NULL; }
static const leap_plugin plugin = {sizeof plugin, LEAP_ABI_MAJOR, LEAP_ABI_MINOR, 0, 0, 1, "org.example.linear-model", "Linear model",
                                   "1.0.0", NULL, "Apache-2.0", NULL, component};

LEAP_EXPORT leap_status leap_plugin_entry(const leap_host *h, leap_call *call, const leap_plugin **out) {
  (void)call;
  host = h;
  *out = &plugin;
  return LEAP_OK;
}
