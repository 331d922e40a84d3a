/* For Leap's own tests. Plugins need leap_plugin.h only. */
#ifndef LEAP_LAYOUT_CHECK_H
#define LEAP_LAYOUT_CHECK_H
/* 1 when layout_check.c was compiled beside the DLPack header, and so compared leap_tensor with it. */
extern const int leap_dlpack_checked;
#endif
