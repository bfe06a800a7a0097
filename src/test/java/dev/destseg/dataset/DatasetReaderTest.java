package dev.destseg.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Shared;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.image.Resize;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
    @TempDir
    Path folder;

    private final List<ImageProblem> problems = new ArrayList<>();
    private final DatasetReader reader = new DatasetReader(problems::add);
    private final ImageLoader loader = new ImageLoader(new ImageReader(), new Resize(4, 4));

    @Test
    void readsTheMagneticTiles() {
        Dataset tiles = reader.read(Shared.require("data/magnetic-tile"));
        assertEquals("magnetic-tile", tiles.name());
        assertEquals(240, tiles.train().size());
        List<Sample> defective =
                tiles.test().stream().filter(Sample::isDefective).toList();
        assertEquals(150, tiles.test().size());
        assertEquals(90, defective.size());
        assertTrue(defective.stream().allMatch(sample -> sample.mask() != null));
        assertTrue(problems.isEmpty());
        ImageLoader at256 = new ImageLoader(new ImageReader(), new Resize(256, 256));
        assertEquals(256, at256.image(defective.get(0)).image().width());
        assertTrue(at256.mask(defective.get(0)).area() > 0);
    }

    @Test
    void readsMvtecAndNamesAMissingMask() {
        image("screw/train/good/b.png");
        image("screw/train/good/a.png");
        image("screw/test/good/1.png");
        image("screw/test/bent/1.png");
        image("screw/test/bent/2.png");
        image("screw/ground_truth/bent/1_mask.png");
        Dataset screw = reader.read(folder);
        assertEquals("screw", screw.name());
        assertEquals(List.of("a.png", "b.png"), names(screw.train()));
        assertEquals(
                List.of("bent", "bent", "good"),
                screw.test().stream().map(Sample::kind).toList());
        assertEquals(
                folder.resolve("screw/ground_truth/bent/1_mask.png"),
                screw.test().get(0).mask());
        assertNull(screw.test().get(1).mask());
        assertEquals(1, problems.size());
        assertEquals(folder.resolve("screw/test/bent/2.png"), problems.get(0).file());
    }

    @Test
    void findsShownDefectsWithMasksBesideThemOrAsInMvtec() {
        image("shown/scratch/1.png");
        image("shown/scratch/1_mask.png");
        image("shown/2.png");
        image("shown/good/monday/4.png");
        image("screw/ground_truth/dent/3_mask.png");
        image("screw/test/dent/3.png");
        image("screw/test/good/5.png");
        List<Sample> defects = reader.defects(folder.resolve("shown"));
        assertEquals(List.of("2.png", "1.png"), names(defects));
        assertEquals(
                List.of("shown", "scratch"), defects.stream().map(Sample::kind).toList());
        assertNull(defects.get(0).mask());
        assertEquals(folder.resolve("shown/scratch/1_mask.png"), defects.get(1).mask());
        for (String mvtec : List.of("screw/test", "screw/test/dent")) {
            List<Sample> dents = reader.defects(folder.resolve(mvtec));
            assertEquals(List.of("3.png"), names(dents));
            assertEquals(
                    folder.resolve("screw/ground_truth/dent/3_mask.png"),
                    dents.get(0).mask());
        }
    }

    @Test
    void aFolderWithoutAShownDefectIsRefused() {
        image("shown/good/4.png");
        String message = assertThrows(InputException.class, () -> reader.defects(folder.resolve("shown")))
                .getMessage();
        assertTrue(message.contains("no image of a defective part"), message);
        assertThrows(InputException.class, () -> reader.defects(folder.resolve("nowhere")));
    }

    @Test
    void readsEveryCategory() {
        image("screw/train/good/a.png");
        image("nut/train/good/a.png");
        assertEquals(
                List.of("nut", "screw"),
                reader.readAll(folder).stream().map(Dataset::name).toList());
        assertThrows(InputException.class, () -> reader.read(folder));
    }

    @Test
    void readsAPlainFolderWithItsSubfolders() {
        image("day2/a.PNG");
        image("day1/b.png");
        image(".trash/c.png");
        Dataset plain = reader.read(folder);
        assertEquals(List.of("b.png", "a.PNG"), names(plain.train()));
        assertTrue(plain.test().isEmpty());
    }

    @Test
    void readsGoodAndDefectiveWithoutMasks() {
        image("good/a.png");
        image("scratch/b.png");
        Dataset dataset = reader.read(folder);
        assertEquals(List.of("a.png"), names(dataset.train()));
        assertEquals(List.of("a.png", "b.png"), names(dataset.test()));
        assertEquals("scratch", dataset.test().get(1).kind());
        assertTrue(problems.isEmpty());
    }

    @Test
    void refusesAFolderWithoutImages() {
        assertThrows(InputException.class, () -> reader.read(folder));
        assertThrows(InputException.class, () -> reader.read(folder.resolve("absent")));
    }

    @Test
    void leavesOutAndNamesWhatCannotBeDecoded() throws IOException {
        image("a.png");
        image("b.png");
        Files.writeString(folder.resolve("broken.png"), "not an image");
        List<Sample> all = reader.read(folder).train();
        ImageCache cache = ImageCache.load(loader, all, 48, problems::add);
        assertEquals(List.of("a.png", "b.png"), names(cache.samples()));
        assertEquals(
                List.of(folder.resolve("broken.png")),
                problems.stream().map(ImageProblem::file).toList());
        // One image of 4 x 4 x 3 bytes fits the bound, the other is decoded again.
        assertEquals(1, cache.held());
        assertEquals(loader.image(all.get(1)).image().rgb()[0], cache.image(1).rgb()[0]);
        assertEquals(List.of("a.png", "b.png"), names(loader.readable(all, problems::add)));
    }

    @Test
    void refusesWhenNothingCanBeDecoded() throws IOException {
        Files.writeString(folder.resolve("broken.png"), "not an image");
        List<Sample> all = reader.read(folder).train();
        assertThrows(InputException.class, () -> ImageCache.load(loader, all, 0, problems::add));
        assertThrows(InputException.class, () -> loader.readable(all, problems::add));
        assertEquals(2, problems.size());
    }

    @Test
    void aGoodImageHasAnEmptyMask() {
        Mask mask = loader.mask(Sample.good(folder.resolve("a.png")));
        assertEquals(0, mask.area());
        assertEquals(4, mask.width());
    }

    @Test
    void splitsBySeed() {
        List<Sample> good = IntStream.range(0, 20)
                .mapToObj(i -> Sample.good(folder.resolve(i + ".png")))
                .toList();
        GoodSplit split = GoodSplit.of(good, 0.2, 5);
        assertEquals(4, split.validation().size());
        Set<Sample> all = new HashSet<>(split.training());
        all.addAll(split.validation());
        assertEquals(new HashSet<>(good), all);
        assertEquals(split, GoodSplit.of(good, 0.2, 5));
        assertTrue(IntStream.range(0, 5)
                .anyMatch(seed -> !GoodSplit.of(good, 0.2, seed).equals(split)));
        assertEquals(1, GoodSplit.of(good.subList(0, 1), 0.9, 1).training().size());
    }

    private void image(String name) {
        ImageWriter.write(folder.resolve(name), ImageWriter.png(new Image(1, 1, new byte[] {1, 2, 3})));
    }

    private static List<String> names(List<Sample> samples) {
        return samples.stream()
                .map(sample -> sample.image().getFileName().toString())
                .toList();
    }
}
