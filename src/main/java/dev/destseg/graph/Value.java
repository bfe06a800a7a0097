package dev.destseg.graph;

import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.Shape;

/**
 * What flows along an edge of a graph.
 *
 * @param name unique in its graph
 * @param shape may have a free extent
 */
public record Value(String name, ElementType type, Shape shape) {}
