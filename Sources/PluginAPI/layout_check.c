/* The ABI's pinned layout. Compiling this file is the test: a moved field does not build. Tests/PluginContractTests prints
 * every offset beside the recorded ones, and asserts leap_dlpack_checked so that a missing header cannot skip the check. */
#include "leap_plugin.h"
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
_Static_assert(kDLInt == LEAP_INT && kDLUInt == LEAP_UINT && kDLFloat == LEAP_FLOAT && kDLCPU == 1, "DLPack's codes differ");
const int leap_dlpack_checked = 1;
#else
const int leap_dlpack_checked = 0;
#endif
