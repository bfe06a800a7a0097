package dev.destseg.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Images of 2 x 1 pixels, red, green and blue planes. */
class ExposureTest {
    private static float[] seen(Exposure exposure, float... images) {
        Operators ops = new Operators(new GraphBuilder("exposure"));
        Value given = ops.builder().input("images", ElementType.FLOAT32, Shape.of(Shape.FREE, 3, 1, 2));
        ops.builder().output("seen", exposure.of(ops, given));
        try (Engine engine =
                new OnnxRuntime().load(OnnxWriter.write(ops.builder().build()), 1)) {
            FloatTensor batch = FloatTensor.of(images, images.length / 6, 3, 1, 2);
            return ((FloatTensor) engine.run(Map.of("images", batch)).get("seen")).data();
        }
    }

    @Test
    void takenImagesStayAsTheyAre() {
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 60}, seen(Exposure.AS_TAKEN, 1, 2, 3, 4, 5, 60));
    }

    @Test
    void evenedImagesHaveOneBrightnessEachForItselfAndKeepTheirColour() {
        assertArrayEquals(
                new float[] {50, 150, 100, 100, 100, 100, 50, 150, 100, 100, 100, 100},
                seen(Exposure.EVENED, 20, 60, 40, 40, 40, 40, 80, 240, 160, 160, 160, 160),
                1e-3f);
    }

    @Test
    void whatWouldBeBrighterThanWhiteIsWhite() {
        assertArrayEquals(new float[] {255, 50, 50, 50, 50, 50}, seen(Exposure.EVENED, 175, 25, 25, 25, 25, 25), 1e-3f);
    }

    @Test
    void theDarkIsMadeTenTimesAsBrightAndNoMore() {
        assertArrayEquals(new float[] {10, 20, 10, 0, 0, 0}, seen(Exposure.EVENED, 1, 2, 1, 0, 0, 0), 1e-4f);
        assertArrayEquals(new float[6], seen(Exposure.EVENED, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void parametersKeptTogetherAreToldApart() {
        Parameters asTaken = new Parameters(Map.of("a", FloatTensor.of(new float[] {1}, 1)));
        Parameters evened = new Parameters(Map.of("a", FloatTensor.of(new float[] {2}, 1)));
        Parameters kept = Exposure.AS_TAKEN
                .kept(asTaken)
                .with(Exposure.EVENED.kept(evened).tensors());

        assertEquals(2, kept.tensors().size());
        assertEquals(1, Exposure.AS_TAKEN.own(kept).get("a", Shape.of(1)).data()[0]);
        assertEquals(evened, Exposure.EVENED.own(kept));
    }

    @Test
    void withoutAnyMemoryThereIsNoModel() {
        assertThrows(IllegalArgumentException.class, () -> new Memories(Map.of()));
    }

    @Test
    void aLightIsKnownByItsNameAndAnotherIsRefusedWithThoseThereAre() {
        for (Light light : Light.values()) {
            assertEquals(light, Light.of(light.label()));
        }
        InputException refused = assertThrows(InputException.class, () -> Light.of("dim"));

        assertEquals("There is no light 'dim'; give steady or changing", refused.getMessage());
    }
}
