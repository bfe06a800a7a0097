package dev.destseg.inspection;

import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.image.Reference;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resampling;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.InstantModel;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.GoodTraits;
import dev.destseg.recipe.InputSize;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.Registration;
import dev.destseg.recipe.Requirements;
import dev.destseg.recipe.ScoreDefinition;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import dev.destseg.recipe.Tiling;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Recipes whose "network" can be worked out by hand: the anomaly map is the brightness of an 8 x 8 image, the mean of red,
 * green and blue over 255, times a gain; the DeST map is its complement.
 */
public record TinyRecipe(
        double threshold,
        int highest,
        Optional<RegionOfInterest> interest,
        float gain,
        Optional<Tiling> tiling,
        Optional<Mask> ignored,
        Optional<Reference> reference,
        int side) {
    public static final int SIZE = 8;

    /** Every grey is like one of them. */
    private static final List<Integer> GREYS = List.of(0, 36, 73, 109, 146, 182, 219, 255);

    public static TinyRecipe withThreshold(double threshold) {
        return new TinyRecipe(
                threshold, 1, Optional.empty(), 1, Optional.empty(), Optional.empty(), Optional.empty(), SIZE);
    }

    TinyRecipe watching(RegionOfInterest region) {
        return new TinyRecipe(threshold, highest, Optional.of(region), gain, tiling, ignored, reference, side);
    }

    TinyRecipe scoring(int values) {
        return new TinyRecipe(threshold, values, interest, gain, tiling, ignored, reference, side);
    }

    public TinyRecipe amplified(float factor) {
        return new TinyRecipe(threshold, highest, interest, factor, tiling, ignored, reference, side);
    }

    /** With a network that takes images of this height and width. */
    public TinyRecipe ofSide(int pixels) {
        return new TinyRecipe(threshold, highest, interest, gain, tiling, ignored, reference, pixels);
    }

    /** Judges at this size, in tiles of 8 x 8 pixels or what the network takes. */
    public TinyRecipe inTiles(int width, int height, int overlap) {
        Tiling tiles = new Tiling(new InputSize(width, height), overlap);
        return new TinyRecipe(threshold, highest, interest, gain, Optional.of(tiles), ignored, reference, side);
    }

    /** Judges images laid over this one. */
    public TinyRecipe over(Reference image) {
        return new TinyRecipe(threshold, highest, interest, gain, tiling, ignored, Optional.of(image), side);
    }

    /** @param mask of the size that it judges at */
    public TinyRecipe ignoring(Mask mask) {
        return new TinyRecipe(threshold, highest, interest, gain, tiling, Optional.of(mask), reference, side);
    }

    /** With a golden set of many greys, so that an image of any grey is like what was taught. */
    public StoredRecipe writeTo(Path target) {
        return write(target, Optional.empty());
    }

    /** As well, telling what its good images looked like. */
    public StoredRecipe writeKnowing(GoodTraits good, Path target) {
        return write(target, Optional.of(good));
    }

    private StoredRecipe write(Path target, Optional<GoodTraits> good) {
        Map<String, Content> files = new TreeMap<>(Map.of(Recipe.MODEL, Content.of(model(DeStSeg.ANOMALY_MAP))));
        List<GoldenImage> golden =
                GREYS.stream().map(grey -> golden(grey, score(grey), files)).toList();
        return write(target, files, golden, good);
    }

    /** With one golden image, of one grey. */
    public StoredRecipe writeWithGolden(Path target, int grey, double score) {
        return writeWithGolden(target, new TreeMap<>(Map.of(grey, score)));
    }

    /** @param scores by grey, each that of a golden image */
    public StoredRecipe writeWithGolden(Path target, SortedMap<Integer, Double> scores) {
        Map<String, Content> files = new TreeMap<>(Map.of(Recipe.MODEL, Content.of(model(DeStSeg.ANOMALY_MAP))));
        List<GoldenImage> golden = scores.entrySet().stream()
                .map(score -> golden(score.getKey(), score.getValue(), files))
                .toList();
        return write(target, files, golden, Optional.empty());
    }

    private float score(int grey) {
        return gain * grey / 255;
    }

    private GoldenImage golden(int grey, double score, Map<String, Content> files) {
        byte[] rgb = new byte[3 * side * side];
        Arrays.fill(rgb, (byte) grey);
        ByteBuffer map = ByteBuffer.allocate(Float.BYTES * side * side).order(ByteOrder.LITTLE_ENDIAN);
        while (map.hasRemaining()) {
            map.putFloat(score(grey));
        }
        String stem = Recipe.GOLDEN_PREFIX + "grey-" + grey;
        files.put(stem + ".png", Content.of(ImageWriter.png(new Image(side, side, rgb))));
        files.put(stem + ".f32", Content.of(map.array()));
        return new GoldenImage(stem + ".png", stem + ".f32", score);
    }

    /** Without a golden set. */
    StoredRecipe writeTo(Path target, byte[] model) {
        return write(target, Map.of(Recipe.MODEL, Content.of(model)), List.of(), Optional.empty());
    }

    /** Without a golden set. Brightness is the memory map; the map of known defects that gives the score is so many times that. */
    StoredRecipe writeKnown(Path target, float factor) {
        Operators ops = new Operators(new GraphBuilder("tiny-known"));
        Value map = brightness(ops);
        ops.builder().output(InstantModel.MEMORY_MAP, map);
        ops.builder().output(InstantModel.KNOWN_MAP, ops.multiply(map, factor));
        Content model = Content.of(OnnxWriter.write(ops.builder().build()));
        return write(target, Map.of(Recipe.MODEL, model), List.of(), Optional.empty(), ScoreMap.KNOWN);
    }

    private StoredRecipe write(
            Path target, Map<String, Content> files, List<GoldenImage> golden, Optional<GoodTraits> good) {
        return write(target, files, golden, good, ScoreMap.SEGMENTATION);
    }

    private StoredRecipe write(
            Path target,
            Map<String, Content> files,
            List<GoldenImage> golden,
            Optional<GoodTraits> good,
            ScoreMap map) {
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
        RecipeDescription description = new RecipeDescription(
                "tiny",
                "1",
                "tiny",
                new InputSize(side, side),
                interest,
                tiling,
                reference.map(over -> new Registration(over.degrees(), over.shift(), over.similarity())),
                Resampling.TRIANGLE,
                new Threshold(threshold, "good-images", "By hand.", 1, OptionalDouble.empty(), OptionalDouble.empty()),
                new ScoreDefinition(map, highest),
                golden,
                good,
                Optional.empty(),
                Requirements.NONE,
                provenance);
        Map<String, Content> all = new TreeMap<>(files);
        reference.ifPresent(over -> all.put(Recipe.REFERENCE, Content.of(ImageWriter.png(over.picture()))));
        ignored.ifPresent(mask -> all.put(Recipe.IGNORED, Content.of(ImageWriter.png(mask))));
        return RecipeWriter.write(description, all, target, Existing.REFUSE);
    }

    /** @param output name of the output for the anomaly map */
    byte[] model(String output) {
        Operators ops = new Operators(new GraphBuilder("tiny"));
        Value map = brightness(ops);
        ops.builder().output(output, map);
        ops.builder().output(DeStSeg.DEST_MAP, ops.subtract(ops.scalar(gain), map));
        return OnnxWriter.write(ops.builder().build());
    }

    private Value brightness(Operators ops) {
        Value image = ops.builder().input(DeStSeg.IMAGE, ElementType.UINT8, Shape.of(Shape.FREE, 3, side, side));
        return ops.multiply(ops.sum(ops.toFloat(image), true, 1), gain / (3 * 255));
    }
}
