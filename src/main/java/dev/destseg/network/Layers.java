package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;

/**
 * The layers with weights that networks are made of. A network is written once, against this interface; what the layers
 * do with weights depends on what the network is built for.
 */
interface Layers {
    Operators operators();

    /**
     * A convolution with batch normalisation, without bias.
     *
     * @param convolution name before {@code .weight}
     * @param norm name before {@code .weight}, {@code .bias}, {@code .running_mean} and {@code .running_var}
     * @param x N x C x H x W
     */
    Value normalized(
            String convolution, String norm, Value x, int channels, Window window, Initialization initialization);

    /** A convolution with bias and no normalisation. */
    Value linear(String convolution, Value x, int channels, Window window);
}
