package dev.destseg.network;

/** How the weights of a convolution start, as in the published implementation. */
enum Initialization {
    /** Normal with variance 2 / fan-out (He et al. 2015). */
    KAIMING_NORMAL,
    /** As KAIMING_NORMAL, and the normalisation after it starts at scale zero, so that a residual block starts as nothing. */
    KAIMING_NORMAL_ZERO_SCALE,
    /** Uniform within 1 / sqrt(fan-in), PyTorch's default. */
    UNIFORM
}
