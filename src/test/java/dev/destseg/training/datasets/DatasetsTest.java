package dev.destseg.training.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.Sample;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
    private static final DatasetName FLANGE = new DatasetName("flange");
    private static final int SIZE = 16;

    @TempDir
    private Path folder;

    private Datasets open(DatasetSettings bounds) {
        return Datasets.open(folder.resolve("datasets"), bounds, Clock.systemUTC());
    }

    private Datasets open() {
        return open(Room.ENOUGH);
    }

    private static LabelledImage good(LabelledDataset dataset, int grey) {
        return dataset.add(Pictures.png(grey, SIZE), Label.GOOD, Optional.empty(), "upload");
    }

    private static byte[] mask(int size) {
        return ImageWriter.png(new Mask(size, size, new byte[size * size]));
    }

    @Test
    void whatWasAddedIsThereAfterARestart() {
        LabelledDataset dataset = open().create(FLANGE);
        LabelledImage first = good(dataset, 1);
        LabelledImage second =
                dataset.add(Pictures.png(2, SIZE), Label.DEFECTIVE, Optional.of(mask(SIZE)), "inspection 7");

        LabelledDataset again = open().find(FLANGE).orElseThrow();

        assertEquals(Set.of(first, second), Set.copyOf(again.images()));
        assertEquals(1, again.count(Label.GOOD));
        assertEquals(1, again.count(Label.DEFECTIVE));
        assertEquals(first.bytes() + second.bytes(), again.bytes());
    }

    @Test
    void theSameImageAgainGetsTheNewLabel() {
        LabelledDataset dataset = open().create(FLANGE);
        good(dataset, 1);

        dataset.add(Pictures.png(1, SIZE), Label.DEFECTIVE, Optional.empty(), "upload");

        assertEquals(1, dataset.images().size());
        assertEquals(1, dataset.count(Label.DEFECTIVE));
        assertEquals(1, open().find(FLANGE).orElseThrow().count(Label.DEFECTIVE));
    }

    @Test
    void aRemovedImageIsGoneAndItsFileAfterTheNextStart() throws IOException {
        LabelledDataset dataset = open().create(FLANGE);
        LabelledImage image = good(dataset, 1);

        assertTrue(dataset.remove(image.digest()));
        assertFalse(dataset.remove(image.digest()));

        assertEquals(List.of(), open().find(FLANGE).orElseThrow().images());
        assertEquals(0, files());
    }

    @Test
    void aDeletedDatasetTakesItsFilesWithItUnlessASnapshotNeedsThem() throws IOException {
        Datasets datasets = open();
        LabelledDataset dataset = datasets.create(FLANGE);
        good(dataset, 1);
        Snapshot snapshot = datasets.freeze(dataset);
        good(dataset, 2);

        assertTrue(datasets.delete(FLANGE));

        assertFalse(datasets.delete(FLANGE));
        assertEquals(1, files());
        Datasets again = open();
        assertEquals(List.of(), again.all());
        assertEquals(Optional.of(snapshot), again.snapshot(snapshot.digest()));
        again.layOut(snapshot, true, folder.resolve("data"));
        assertEquals(
                1,
                new DatasetReader(problem -> {})
                        .read(folder.resolve("data"))
                        .train()
                        .size());
    }

    @Test
    void aSnapshotDoesNotChangeWithItsDatasetAndIsNamedByWhatItHolds() {
        Datasets datasets = open();
        LabelledDataset dataset = datasets.create(FLANGE);
        LabelledImage first = good(dataset, 1);
        Snapshot before = datasets.freeze(dataset);
        LabelledImage second = good(dataset, 2);
        Snapshot after = datasets.freeze(dataset);
        dataset.remove(second.digest());
        Snapshot same = datasets.freeze(dataset);

        assertEquals(
                List.of(first.file()),
                datasets.snapshot(before.digest()).orElseThrow().images());
        assertNotEquals(before.digest(), after.digest());
        assertEquals(before.digest(), same.digest());
        assertEquals(2, datasets.snapshots().size());
    }

    @Test
    void onlyTheNewestSnapshotsAreKept() {
        Datasets datasets = open(new Room(10, 10, 100, 2));
        LabelledDataset dataset = datasets.create(FLANGE);
        good(dataset, 1);
        Snapshot oldest = datasets.freeze(dataset);
        good(dataset, 2);
        datasets.freeze(dataset);
        good(dataset, 3);
        datasets.freeze(dataset);

        assertEquals(2, datasets.snapshots().size());
        assertEquals(Optional.empty(), datasets.snapshot(oldest.digest()));
    }

    @Test
    void theLayoutForTrainingHoldsOutTheSameGoodImagesEachTimeAndASingleDefectiveOne() throws IOException {
        Datasets datasets = open();
        LabelledDataset dataset = datasets.create(FLANGE);
        for (int i = 0; i < 60; i++) {
            good(dataset, i);
        }
        dataset.add(Pictures.png(200, SIZE), Label.DEFECTIVE, Optional.of(mask(SIZE)), "upload");
        datasets.layOut(datasets.freeze(dataset), true, folder.resolve("first"));
        for (int i = 60; i < 90; i++) {
            good(dataset, i);
        }
        datasets.layOut(datasets.freeze(dataset), true, folder.resolve("second"));

        Dataset read = new DatasetReader(problem -> {}).read(folder.resolve("second"));

        Set<String> heldOutFirst = names(folder.resolve("first/test/good"));
        Set<String> trainedSecond = names(folder.resolve("second/train/good"));
        assertTrue(heldOutFirst.stream().noneMatch(trainedSecond::contains), heldOutFirst::toString);
        assertTrue(heldOutFirst.size() >= 3 && heldOutFirst.size() <= 25, heldOutFirst::toString);
        assertEquals(90, names(folder.resolve("second/test/good")).size() + trainedSecond.size());
        assertEquals(
                1, read.test().stream().filter(sample -> sample.isDefective()).count());
        assertTrue(read.test().stream().anyMatch(sample -> sample.mask() != null));
    }

    @Test
    void halfOfTheDefectiveImagesAreLearnedFromWithTheirMasksTheSameEachTime() throws IOException {
        Datasets datasets = open();
        LabelledDataset dataset = datasets.create(FLANGE);
        for (int i = 0; i < 3; i++) {
            good(dataset, i);
        }
        for (int i = 100; i < 120; i++) {
            dataset.add(Pictures.png(i, SIZE), Label.DEFECTIVE, Optional.of(mask(SIZE)), "upload");
        }
        datasets.layOut(datasets.freeze(dataset), true, folder.resolve("first"));
        for (int i = 120; i < 140; i++) {
            dataset.add(Pictures.png(i, SIZE), Label.DEFECTIVE, Optional.empty(), "upload");
        }
        datasets.layOut(datasets.freeze(dataset), true, folder.resolve("second"));

        List<Sample> learned = new DatasetReader(problem -> {}).defects(folder.resolve("second/defects"));
        Set<String> heldOut = names(folder.resolve("second/test/defective"));
        assertEquals(40, learned.size() + heldOut.size());
        assertTrue(learned.size() >= 10 && learned.size() <= 30, () -> "Learned from " + learned.size());
        assertTrue(learned.stream().anyMatch(sample -> sample.mask() != null));
        assertTrue(learned.stream().anyMatch(sample -> sample.mask() == null));
        Set<String> learnedBefore = names(folder.resolve("first/defects"));
        assertTrue(heldOut.stream().noneMatch(learnedBefore::contains), learnedBefore::toString);
    }

    @Test
    void whereNothingLearnsFromDefectiveImagesAllAreHeldOut() throws IOException {
        Datasets datasets = open();
        LabelledDataset dataset = datasets.create(FLANGE);
        good(dataset, 1);
        for (int i = 100; i < 108; i++) {
            dataset.add(Pictures.png(i, SIZE), Label.DEFECTIVE, Optional.of(mask(SIZE)), "upload");
        }
        datasets.layOut(datasets.freeze(dataset), false, folder.resolve("all"));

        assertEquals(8, names(folder.resolve("all/test/defective")).size());
        assertFalse(Files.exists(folder.resolve("all/defects")));
    }

    /** Else the recipe that judges could have learned from what it is compared by. */
    @Test
    void aDefectiveImageThatWasLearnedFromIsNeverHeldOutAmongMore() {
        for (int first = 0; first < 60; first++) {
            List<FrozenImage> images = new ArrayList<>();
            Set<Sha256> learned = new HashSet<>();
            for (int i = first; i < first + 6; i++) {
                images.add(new FrozenImage(Sha256.of(new byte[] {(byte) i}), "png", Label.DEFECTIVE, Optional.empty()));
                List<Sha256> shown =
                        images.stream().map(FrozenImage::image).collect(Collectors.toCollection(ArrayList::new));
                Set<Sha256> heldOut = TrainingFolder.heldOut(new Snapshot(FLANGE, sorted(images)));
                shown.removeAll(heldOut);
                assertTrue(heldOut.stream().noneMatch(learned::contains), "A learned one is held out");
                assertFalse(heldOut.isEmpty());
                learned.addAll(shown);
            }
        }
    }

    private static List<FrozenImage> sorted(List<FrozenImage> images) {
        return images.stream().sorted(Comparator.comparing(FrozenImage::image)).toList();
    }

    @Test
    void ofTwoGoodImagesOneIsHeldOutAndOfOneNone() {
        for (int grey = 0; grey < 40; grey++) {
            Snapshot one = new Snapshot(FLANGE, List.of(frozen(grey)));
            Snapshot two = new Snapshot(FLANGE, List.of(frozen(grey), frozen(grey + 1)));
            assertEquals(0, TrainingFolder.heldOut(one).size());
            assertEquals(1, TrainingFolder.heldOut(two).size());
        }
    }

    private static FrozenImage frozen(int grey) {
        return new FrozenImage(Sha256.of(new byte[] {(byte) grey}), "png", Label.GOOD, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", ".hidden", "-x", "a\0", "a b", "/etc", "ä"})
    void aNameThatCouldLeadElsewhereIsRefused(String name) {
        assertThrows(InputException.class, () -> new DatasetName(name));
        assertThrows(InputException.class, () -> new DatasetName("a".repeat(65)));
    }

    @Test
    void whatCannotBeUsedIsRefusedAndLeavesNothingBehind() throws IOException {
        LabelledDataset dataset = open().create(FLANGE);
        byte[] image = Pictures.png(1, SIZE);
        byte[] broken = Arrays.copyOf(image, image.length - 20);

        assertRefused("no image", dataset, new byte[10], Label.GOOD, Optional.empty());
        assertRefused("broken", dataset, broken, Label.GOOD, Optional.empty());
        assertRefused("pixels", dataset, Pictures.png(1, 1001), Label.GOOD, Optional.empty());
        assertRefused("good part", dataset, image, Label.GOOD, Optional.of(mask(SIZE)));
        assertRefused("8 x 8", dataset, image, Label.DEFECTIVE, Optional.of(mask(8)));
        assertEquals(0, files());
        assertEquals(List.of(), dataset.images());
    }

    private static void assertRefused(
            String why, LabelledDataset dataset, byte[] image, Label label, Optional<byte[]> mask) {
        InputException refused =
                assertThrows(InputException.class, () -> dataset.add(image, label, mask, "upload"), why);
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
    }

    @Test
    void everyBoundIsSaid() {
        Datasets datasets = open(new Room(1, 2, 1, 10));
        LabelledDataset dataset = datasets.create(FLANGE);
        InputException many = assertThrows(InputException.class, () -> datasets.create(new DatasetName("other")));
        InputException twice = assertThrows(InputException.class, () -> datasets.create(FLANGE));
        good(dataset, 1);
        good(dataset, 2);
        InputException full = assertThrows(InputException.class, () -> good(dataset, 3));
        dataset.remove(dataset.images().get(0).digest());
        byte[] large = noise();
        InputException disk =
                assertThrows(InputException.class, () -> dataset.add(large, Label.GOOD, Optional.empty(), "upload"));

        assertTrue(many.getMessage().contains("destseg.datasets.most"), many::getMessage);
        assertTrue(twice.getMessage().contains("already"), twice::getMessage);
        assertTrue(full.getMessage().contains("most-images"), full::getMessage);
        assertTrue(disk.getMessage().contains("most-mebibytes"), disk::getMessage);
    }

    private static byte[] noise() {
        byte[] rgb = new byte[3 * 700 * 700];
        new Random(1).nextBytes(rgb);
        return ImageWriter.png(new Image(700, 700, rgb));
    }

    @Test
    void aDatasetWithoutAGoodImageIsNotFrozen() {
        Datasets datasets = open();
        LabelledDataset dataset = datasets.create(FLANGE);
        dataset.add(Pictures.png(1, SIZE), Label.DEFECTIVE, Optional.empty(), "upload");

        assertThrows(InputException.class, () -> datasets.freeze(dataset));
    }

    @Test
    void aDamagedEntryIsPassedOver() throws IOException {
        LabelledDataset dataset = open().create(FLANGE);
        LabelledImage kept = good(dataset, 1);
        LabelledImage damaged = good(dataset, 2);
        Files.writeString(
                folder.resolve("datasets/sets/flange/" + damaged.digest().hex() + ".json"), "{\"image\":");

        assertEquals(List.of(kept), open().find(FLANGE).orElseThrow().images());
    }

    @Test
    void aFolderFillsADatasetOnlyFromWhereThatIsAllowed() throws IOException {
        Path allowed = Files.createDirectories(folder.resolve("shared"));
        Path elsewhere = Files.createDirectories(folder.resolve("private"));
        Files.createDirectories(allowed.resolve("parts/good"));
        Files.createDirectories(allowed.resolve("parts/scratch"));
        Files.write(allowed.resolve("parts/good/a.png"), Pictures.png(1, SIZE));
        Files.write(allowed.resolve("parts/good/b.png"), new byte[7]);
        Files.write(allowed.resolve("parts/scratch/c.png"), Pictures.png(2, SIZE));
        Files.write(elsewhere.resolve("d.png"), Pictures.png(3, SIZE));
        Files.createSymbolicLink(allowed.resolve("link"), elsewhere);
        LabelledDataset dataset = open().create(FLANGE);
        FolderImport folders = new FolderImport(List.of(allowed));

        FolderImport.Outcome outcome = folders.into(dataset, allowed.resolve("parts"));

        assertEquals(2, outcome.added());
        assertEquals(1, outcome.problems().size(), outcome::toString);
        assertEquals(1, dataset.count(Label.DEFECTIVE));
        for (Path forbidden :
                List.of(elsewhere, allowed.resolve("link"), allowed.resolve("../private"), folder.resolve("absent"))) {
            assertThrows(InputException.class, () -> folders.into(dataset, forbidden));
        }
        assertThrows(InputException.class, () -> FolderImport.of(Room.ENOUGH).into(dataset, allowed));
    }

    @Test
    void theFileOfAnImageIsAsItWasGiven() throws IOException {
        LabelledDataset dataset = open().create(FLANGE);
        LabelledImage image = good(dataset, 9);

        assertArrayEquals(Pictures.png(9, SIZE), Files.readAllBytes(dataset.path(image)));
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("datasets/files"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
