/* The ABI's pinned layout: compiling this file is the test, a moved or resized field does not build.
 * It is long because every size and offset of the header stands here once. A field appended to a table adds a line and changes
 * that table's SIZE; no other line may ever change within ABI major 1. */
#include "leap_plugin.h"
#include "layout_check.h"

#define SIZE(T, bytes) _Static_assert(sizeof(T) == (bytes), #T " has another size than ABI 1.0")
#define AT(T, field, offset) _Static_assert(offsetof(T, field) == (offset), #T "." #field " is not where ABI 1.0 has it")
#define FLAG(name, bit) _Static_assert(name == (bit), #name " is another bit than in ABI 1.0")


SIZE(leap_tensor, 48);
AT(leap_tensor, data, 0);
AT(leap_tensor, device_type, 8);
AT(leap_tensor, device_id, 12);
AT(leap_tensor, ndim, 16);
AT(leap_tensor, dtype_code, 20);
AT(leap_tensor, dtype_bits, 21);
AT(leap_tensor, dtype_lanes, 22);
AT(leap_tensor, shape, 24);
AT(leap_tensor, strides, 32);
AT(leap_tensor, byte_offset, 40);

SIZE(leap_port, 136);
AT(leap_port, name, 0);
AT(leap_port, dtype_code, 64);
AT(leap_port, dtype_bits, 65);
AT(leap_port, flags, 66);
AT(leap_port, ndim, 68);
AT(leap_port, dim, 72);
FLAG(LEAP_PORT_FEATURES, 1);
FLAG(LEAP_PORT_MAPS, 2);
FLAG(LEAP_PORT_SUMS, 4);

SIZE(leap_subset, 80);
AT(leap_subset, name, 0);
AT(leap_subset, state, 64);
AT(leap_subset, flags, 68);
AT(leap_subset, count, 72);

SIZE(leap_column, 200);
AT(leap_column, name, 0);
AT(leap_column, type, 64);
AT(leap_column, direction, 68);
AT(leap_column, summary, 72);

SIZE(leap_batch, 64);
AT(leap_batch, struct_size, 0);
AT(leap_batch, state, 4);
AT(leap_batch, subset, 8);
AT(leap_batch, count, 16);
AT(leap_batch, index, 24);
AT(leap_batch, inputs, 32);
AT(leap_batch, labels, 40);
AT(leap_batch, logits, 48);
AT(leap_batch, features, 56);

SIZE(leap_insight, 64);
AT(leap_insight, struct_size, 0);
AT(leap_insight, reserved, 4);
AT(leap_insight, kind, 8);
AT(leap_insight, title, 16);
AT(leap_insight, severity, 24);
AT(leap_insight, member_count, 32);
AT(leap_insight, members, 40);
AT(leap_insight, scores, 48);
AT(leap_insight, details_json, 56);

SIZE(leap_host, 208);
AT(leap_host, struct_size, 0);
AT(leap_host, abi_major, 4);
AT(leap_host, abi_minor, 6);
AT(leap_host, name, 8);
AT(leap_host, version, 16);
AT(leap_host, extension, 24);
AT(leap_host, fail, 32);
AT(leap_host, log, 40);
AT(leap_host, progress, 48);
AT(leap_host, parallel_for, 56);
AT(leap_host, lanes, 64);
AT(leap_host, options_json, 72);
AT(leap_host, option_i64, 80);
AT(leap_host, option_f64, 88);
AT(leap_host, option_str, 96);
AT(leap_host, put_i64, 104);
AT(leap_host, put_f64, 112);
AT(leap_host, put_str, 120);
AT(leap_host, put_tensor, 128);
AT(leap_host, put_insight, 136);
AT(leap_host, fill_f64, 144);
AT(leap_host, fill_i64, 152);
AT(leap_host, fill_bool, 160);
AT(leap_host, fill_str, 168);
AT(leap_host, write, 176);
AT(leap_host, read, 184);
AT(leap_host, preview, 192);
AT(leap_host, map, 200);

SIZE(leap_component, 88);
AT(leap_component, struct_size, 0);
AT(leap_component, flags, 4);
AT(leap_component, role, 8);
AT(leap_component, id, 16);
AT(leap_component, title, 24);
AT(leap_component, summary, 32);
AT(leap_component, options_schema, 40);
AT(leap_component, vtable, 48);
AT(leap_component, plugin_data, 56);
AT(leap_component, create, 64);
AT(leap_component, destroy, 72);
AT(leap_component, extension, 80);

SIZE(leap_plugin, 72);
AT(leap_plugin, struct_size, 0);
AT(leap_plugin, abi_major, 4);
AT(leap_plugin, abi_minor, 6);
AT(leap_plugin, host_minor_min, 8);
AT(leap_plugin, reserved, 10);
AT(leap_plugin, component_count, 12);
AT(leap_plugin, id, 16);
AT(leap_plugin, name, 24);
AT(leap_plugin, version, 32);
AT(leap_plugin, vendor, 40);
AT(leap_plugin, license, 48);
AT(leap_plugin, url, 56);
AT(leap_plugin, component, 64);

SIZE(leap_dataset, 64);
AT(leap_dataset, struct_size, 0);
AT(leap_dataset, reserved, 4);
AT(leap_dataset, port, 8);
AT(leap_dataset, subset, 16);
AT(leap_dataset, class_names, 24);
AT(leap_dataset, read, 32);
AT(leap_dataset, fingerprint, 40);
AT(leap_dataset, sample_ids, 48);
AT(leap_dataset, raw, 56);

SIZE(leap_target, 24);
AT(leap_target, kind, 0);
AT(leap_target, port, 4);
AT(leap_target, index, 8);
AT(leap_target, seed, 16);

SIZE(leap_step, 56);
AT(leap_step, struct_size, 0);
AT(leap_step, reserved, 4);
AT(leap_step, seed, 8);
AT(leap_step, epoch, 16);
AT(leap_step, step, 24);
AT(leap_step, learning_rate, 32);
AT(leap_step, inputs, 40);
AT(leap_step, labels, 48);

SIZE(leap_model, 88);
AT(leap_model, struct_size, 0);
AT(leap_model, reserved, 4);
AT(leap_model, build, 8);
AT(leap_model, port, 16);
AT(leap_model, initialize, 24);
AT(leap_model, train_step, 32);
AT(leap_model, forward, 40);
AT(leap_model, gradient, 48);
AT(leap_model, parameter_gradient, 56);
AT(leap_model, save, 64);
AT(leap_model, load, 72);
AT(leap_model, describe, 80);

SIZE(leap_model_view, 48);
AT(leap_model_view, struct_size, 0);
AT(leap_model_view, reserved, 4);
AT(leap_model_view, context, 8);
AT(leap_model_view, port, 16);
AT(leap_model_view, forward, 24);
AT(leap_model_view, gradient, 32);
AT(leap_model_view, weights, 40);

SIZE(leap_metadata, 40);
AT(leap_metadata, struct_size, 0);
AT(leap_metadata, reserved, 4);
AT(leap_metadata, column, 8);
AT(leap_metadata, fit, 16);
AT(leap_metadata, fit_end, 24);
AT(leap_metadata, extract, 32);

SIZE(leap_metric, 24);
AT(leap_metric, struct_size, 0);
AT(leap_metric, reserved, 4);
AT(leap_metric, column, 8);
AT(leap_metric, compute, 16);

SIZE(leap_request, 56);
AT(leap_request, struct_size, 0);
AT(leap_request, target_count, 4);
AT(leap_request, targets, 8);
AT(leap_request, method, 16);
AT(leap_request, layer, 24);
AT(leap_request, options_json, 32);
AT(leap_request, references, 40);
AT(leap_request, maps, 48);

SIZE(leap_visualizer, 24);
AT(leap_visualizer, struct_size, 0);
AT(leap_visualizer, reserved, 4);
AT(leap_visualizer, describe, 8);
AT(leap_visualizer, render, 16);

SIZE(leap_values, 232);
AT(leap_values, column, 0);
AT(leap_values, values, 200);
AT(leap_values, present, 208);
AT(leap_values, word_count, 216);
AT(leap_values, words, 224);

SIZE(leap_neighbors, 32);
AT(leap_neighbors, struct_size, 0);
AT(leap_neighbors, flags, 4);
AT(leap_neighbors, metric, 8);
AT(leap_neighbors, index, 16);
AT(leap_neighbors, distance, 24);
FLAG(LEAP_NEIGHBORS_EXACT, 1);

SIZE(leap_population, 88);
AT(leap_population, struct_size, 0);
AT(leap_population, reserved, 4);
AT(leap_population, count, 8);
AT(leap_population, features, 16);
AT(leap_population, labels, 24);
AT(leap_population, predictions, 32);
AT(leap_population, logits, 40);
AT(leap_population, losses, 48);
AT(leap_population, state, 56);
AT(leap_population, columns, 64);
AT(leap_population, column_count, 72);
AT(leap_population, neighbors, 80);

SIZE(leap_query, 56);
AT(leap_query, struct_size, 0);
AT(leap_query, reserved, 4);
AT(leap_query, count, 8);
AT(leap_query, k, 16);
AT(leap_query, vectors, 24);
AT(leap_query, rows, 32);
AT(leap_query, allowed, 40);
AT(leap_query, metric, 48);

SIZE(leap_analyzer, 80);
AT(leap_analyzer, struct_size, 0);
AT(leap_analyzer, reserved, 4);
AT(leap_analyzer, fit, 8);
AT(leap_analyzer, column, 16);
AT(leap_analyzer, run, 24);
AT(leap_analyzer, neighbors, 32);
AT(leap_analyzer, place, 40);
AT(leap_analyzer, save, 48);
AT(leap_analyzer, load, 56);
AT(leap_analyzer, neighbors_wanted, 64);
AT(leap_analyzer, graph, 72);

/* leap_tensor is DLPack's DLTensor. A test asserts leap_dlpack_checked, so that a machine without the header cannot skip this. */
#if __has_include(<dlpack/dlpack.h>)
#include <dlpack/dlpack.h>
#define SAME(a, b) _Static_assert(offsetof(leap_tensor, a) == offsetof(DLTensor, b), "leap_tensor." #a " is not where DLTensor has " #b)
_Static_assert(sizeof(leap_tensor) == sizeof(DLTensor), "leap_tensor and DLTensor differ in size");
_Static_assert(_Alignof(leap_tensor) == _Alignof(DLTensor), "leap_tensor and DLTensor differ in alignment");
SAME(data, data);
SAME(ndim, ndim);
SAME(dtype_code, dtype.code);
SAME(dtype_bits, dtype.bits);
SAME(dtype_lanes, dtype.lanes);
SAME(shape, shape);
SAME(strides, strides);
SAME(byte_offset, byte_offset);
_Static_assert(_Generic(((DLTensor *)0)->shape, int64_t *: 1, default: 0), "DLTensor.shape is not int64_t *");
_Static_assert((int)kDLInt == LEAP_INT && (int)kDLUInt == LEAP_UINT && (int)kDLFloat == LEAP_FLOAT && kDLCPU == 1, "DLPack's codes differ");
const int leap_dlpack_checked = 1;
#else
const int leap_dlpack_checked = 0;
#endif
