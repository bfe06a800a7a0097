package dev.destseg.inspection.quantization;

import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.image.ImageWriter;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.InputSize;
import dev.destseg.recipe.PlainDescription;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.ScoreDefinition;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/**
 * A product whose defects are dark spots, and a recipe that finds them with six convolutions of weights by hand: each
 * hands brightness on, the last one tells dark from bright.
 *
 * @param loud what one channel of the first convolution, which no other reads, is multiplied by; makes the bytes of that
 *     layer useless where it is large
 */
public record DarkSpots(float loud) {
    static final int SIZE = 32;
    private static final int CHANNELS = 4;
    private static final float THRESHOLD = 0.5f;

    /** The recipe, with a golden set. */
    public StoredRecipe writeTo(Path target) {
        byte[] model = model(-12);
        Map<String, Content> files = new TreeMap<>(Map.of(Recipe.MODEL, Content.of(model)));
        GoldenImage golden;
        try (Engine engine = new OnnxRuntime().load(model, 1)) {
            golden = golden(engine, files);
        }
        Provenance provenance = new Provenance(
                List.of(),
                1,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                "test",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH);
        RecipeDescription description = PlainDescription.of(
                "spots",
                "1",
                "spots",
                new InputSize(SIZE, SIZE),
                Optional.empty(),
                new Threshold(THRESHOLD, "good-images", "By hand.", 1, OptionalDouble.empty(), OptionalDouble.empty()),
                new ScoreDefinition(ScoreMap.SEGMENTATION, 4),
                List.of(golden),
                provenance);
        return RecipeWriter.write(description, files, target, Existing.REFUSE);
    }

    private static GoldenImage golden(Engine engine, Map<String, Content> files) {
        Image image = image(99, true);
        float[] map = ((FloatTensor) engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(image)))
                        .get(DeStSeg.ANOMALY_MAP))
                .data();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * map.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(map);
        files.put("golden/spot.png", Content.of(ImageWriter.png(image)));
        files.put("golden/spot.f32", Content.of(bytes.array()));
        double score = AnomalyScore.ofHighest(new AnomalyMap(SIZE, SIZE, map), 4);
        return new GoldenImage("golden/spot.png", "golden/spot.f32", score);
    }

    /** A model that takes dark for bright. */
    byte[] dulled() {
        return model(0);
    }

    private byte[] model(float steepness) {
        Operators ops = new Operators(new GraphBuilder("spots"));
        Value image = ops.builder().input(DeStSeg.IMAGE, ElementType.UINT8, Shape.of(Shape.FREE, 3, SIZE, SIZE));
        Value y = ops.multiply(ops.toFloat(image), 1 / 255f);
        for (int layer = 1; layer <= 5; layer++) {
            y = ops.relu(handingOn(ops, "layer" + layer, y));
        }
        float[] last = {steepness / 3, steepness / 3, steepness / 3, 0};
        Value logits = ops.convolution(
                y,
                ops.builder().constant("last.weight", FloatTensor.of(last, 1, CHANNELS, 1, 1)),
                ops.builder().constant("last.bias", FloatTensor.of(new float[] {4}, 1)),
                Window.same(1));
        ops.builder().output(DeStSeg.ANOMALY_MAP, ops.sigmoid(logits));
        return OnnxWriter.write(ops.builder().build());
    }

    /** Each channel is the mean of the three before, with a little of the neighbours. */
    private Value handingOn(Operators ops, String name, Value x) {
        int in = x.shape().extent(1);
        float[] weights = new float[CHANNELS * in * 9];
        for (int out = 0; out < CHANNELS; out++) {
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < 9; i++) {
                    float share = i == 4 ? 0.92f : 0.01f;
                    boolean shouting = name.equals("layer1") && out == CHANNELS - 1;
                    weights[(out * in + c) * 9 + i] = share / 3 * (shouting ? loud : 1);
                }
            }
        }
        return ops.convolution(
                x,
                ops.builder().constant(name + ".weight", FloatTensor.of(weights, CHANNELS, in, 3, 3)),
                Window.same(3));
    }

    /** A data set in the layout of MVTec AD. */
    public static Path writeDataset(Path folder) throws IOException {
        for (int i = 0; i < 12; i++) {
            write(folder.resolve("train/good"), i + ".png", image(i, false));
        }
        for (int i = 20; i < 26; i++) {
            write(folder.resolve("test/good"), i + ".png", image(i, false));
            write(folder.resolve("test/dark"), i + ".png", image(i, true));
            write(folder.resolve("ground_truth/dark"), i + "_mask.png", mask(i));
        }
        return folder;
    }

    private static void write(Path folder, String name, Image image) throws IOException {
        Files.createDirectories(folder);
        ImageWriter.write(folder.resolve(name), ImageWriter.png(image));
    }

    /** Bright and uneven, with a dark spot or without. */
    public static Image image(int seed, boolean spot) {
        Random random = new Random(seed);
        byte[] rgb = new byte[3 * SIZE * SIZE];
        for (int i = 0; i < rgb.length; i++) {
            int level = 150 + random.nextInt(60);
            rgb[i] = (byte) (spot && inSpot(seed, i / 3) ? 20 + random.nextInt(40) : level);
        }
        return new Image(SIZE, SIZE, rgb);
    }

    private static Image mask(int seed) {
        byte[] rgb = new byte[3 * SIZE * SIZE];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (inSpot(seed, i / 3) ? 255 : 0);
        }
        return new Image(SIZE, SIZE, rgb);
    }

    private static boolean inSpot(int seed, int pixel) {
        int left = 4 + seed % 10;
        int x = pixel % SIZE - left;
        int y = pixel / SIZE - left;
        return x >= 0 && x < 6 && y >= 0 && y < 6;
    }
}
