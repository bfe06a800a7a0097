package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageStatistics;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Resize;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What judging takes of the Java heap: what is kept of an image, and little besides. */
class AllocationTest {
    private static final int SIDE = 256;
    private static final int PIXELS = SIDE * SIDE;
    /** For objects that do not grow with the image. */
    private static final int FEW = 40_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Image PART = new Resize(SIDE, SIDE).apply(DemoProduct.FLANGE.good(1, 0));

    @TempDir
    private Path folder;

    @Test
    void judgingTakesThePixelsAndTheMapThatAreKeptAndLittleElse() {
        TinyRecipe recipe = TinyRecipe.withThreshold(1).ofSide(SIDE);
        byte[] file = ImageWriter.png(PART);
        try (Inspector inspector = Inspector.open(recipe.writeTo(folder.resolve("recipe")), new OnnxRuntime(), 1)) {
            ImageReader reader = new ImageReader();
            assertTakes(3 * PIXELS + Float.BYTES * PIXELS, () -> {
                Image image = reader.read(file, "part");
                ImageStatistics.of(image);
                inspector.inspect(image);
            });
        }
    }

    @Test
    void aMapIsWrittenIntoTheBytesOfItsFileAlone() {
        AnomalyMap map = new AnomalyMap(SIDE, SIDE, new float[PIXELS]);
        assertTakes(Short.BYTES * PIXELS, () -> ImageWriter.png16(map));
    }

    private static void assertTakes(long kept, Runnable work) {
        for (int warmUp = 0; warmUp < 5; warmUp++) {
            work.run();
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least <= kept + FEW, least + " bytes, of which " + kept + " are kept");
    }
}
