package dev.destseg.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.dataset.Sample;
import dev.destseg.evaluation.Metrics;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.network.Light;
import dev.destseg.recipe.StoredRecipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * What other light does: the test images darker and brighter than those that were learned from, cut at white as by a camera, judged by each
 * way in which instant learns.
 */
record LightRows(MeasuredProduct product, List<Integer> seeds) {
    private static final Duration TIME_FOR_TWO = Duration.ofMinutes(15);
    private static final double LEAST = 0.7;
    private static final double MOST = 1.3;
    private static final int WHITE = 255;

    void measure() {
        for (int seed : seeds) {
            measure("steady light", seed, Light.STEADY, Optional.empty());
            measure("steady light, two memories", seed, Light.STEADY, Optional.of(TIME_FOR_TWO));
            measure("changing light", seed, Light.CHANGING, Optional.empty());
        }
    }

    private void measure(String way, int seed, Light light, Optional<Duration> budget) {
        product.measure(LearningRows.ofSeed("instant, " + way, seed), () -> {
            StoredRecipe recipe = new LearnedSubset(
                            product.machine(), product.dataset().train())
                    .remember(seed, light, Optional.empty(), budget);
            SplittableRandom random = new SplittableRandom(seed);
            ObjectNode row = LearningRows.row();
            tell(row, recipe, "as_learned", () -> 1);
            tell(row, recipe, "0.8", () -> 0.8);
            tell(row, recipe, "1.2", () -> 1.2);
            tell(row, recipe, "0.7_to_1.3", () -> random.nextDouble(LEAST, MOST));
            return row;
        });
    }

    private void tell(ObjectNode row, StoredRecipe recipe, String name, DoubleSupplier light) {
        List<Sample> lit = lit(light);
        JudgedImages judged = JudgedImages.by(recipe, lit);
        Metrics figures = judged.figures(lit);
        row.put(name + "_image_auroc", figures.imageAuroc())
                .put(name + "_pixel_ap", figures.pixelAp())
                .put(
                        name + "_good_rejected",
                        judged.rejected(recipe.recipe().description().threshold(), ShownDraw.good(lit)));
    }

    private List<Sample> lit(DoubleSupplier light) {
        try {
            Path folder = Files.createTempDirectory(product.machine().work(), "lit");
            List<Sample> lit = new ArrayList<>();
            for (Sample sample : product.dataset().test()) {
                Path file = folder.resolve(lit.size() + ".png");
                Image image = new ImageReader().read(sample.image());
                ImageWriter.write(file, ImageWriter.png(times(light.getAsDouble(), image)));
                lit.add(new Sample(file, sample.kind(), sample.mask()));
            }
            return lit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Image times(double light, Image image) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.min(WHITE, Math.round(light * (image.rgb()[i] & 0xFF)));
        }
        return new Image(image.width(), image.height(), rgb);
    }
}
