package dev.destseg.network;

import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.Shape;

/** The published model as a graph that takes normalised floats, built without a recipe. */
public final class PublishedMaps {
    public static final String INPUT = "normalized";
    public static final String SEGMENTATION = "segmentation";
    public static final String DEST = "dest";

    private PublishedMaps() {}

    /**
     * @param parameters with the published names
     * @return an ONNX model from 1 x 3 x 256 x 256 to both maps at 256 x 256; an eighth of the DeST map, whose distances reach 2
     */
    public static byte[] onnx(Parameters parameters) {
        DeStSeg model = new DeStSeg(Profile.PAPER, PublishedForwardTest.teacher(parameters));
        Operators ops = new Operators(new GraphBuilder("published"));
        Value image = ops.builder().input(INPUT, ElementType.FLOAT32, Shape.of(1, 3, 256, 256));
        DeStSeg.Maps maps = model.maps(ops, parameters, image);
        ops.builder().output(SEGMENTATION, ops.resize(maps.segmentationMap(), 256, 256));
        ops.builder().output(DEST, ops.multiply(ops.resize(maps.destMap(), 256, 256), 1 / 8f));
        return OnnxWriter.write(ops.builder().build());
    }
}
