package dev.destseg.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilesTest {
    private static final String MAP = "map";

    @Property(tries = 200)
    void tilesCoverThePictureEndWithItAndOverlapByWhatIsAskedAtLeast(
            @ForAll @IntRange(min = 8, max = 100) int width,
            @ForAll @IntRange(min = 8, max = 100) int height,
            @ForAll @IntRange(max = 4) int overlap) {
        Tiles tiles = new Tiles(width, height, 8, 8, overlap);
        int[] covered = new int[width * height];
        for (Box box : tiles.boxes()) {
            assertTrue(box.x() >= 0 && box.y() >= 0);
            assertTrue(box.x() + 8 <= width && box.y() + 8 <= height);
            for (int y = box.y(); y < box.y() + 8; y++) {
                for (int x = box.x(); x < box.x() + 8; x++) {
                    covered[y * width + x]++;
                }
            }
        }
        assertTrue(Arrays.stream(covered).allMatch(count -> count > 0));
        for (int i = 1; i < tiles.boxes().size(); i++) {
            Box before = tiles.box(i - 1);
            Box box = tiles.box(i);
            if (before.y() == box.y()) {
                assertTrue(before.x() + 8 - box.x() >= overlap, before + " " + box);
            }
        }
    }

    @Property(tries = 100)
    void whatIsTheSameInEveryTileIsTheSameInTheWholeMap(
            @ForAll @IntRange(min = 8, max = 60) int width, @ForAll @IntRange(max = 4) int overlap) {
        Tiles tiles = new Tiles(width, 19, 8, 8, overlap);
        float[] level = new float[64];
        Arrays.fill(level, 0.7f);
        Tiles.Stitching stitching = tiles.stitching();
        for (int i = 0; i < tiles.count(); i++) {
            stitching.add(i, new AnomalyMap(8, 8, level));
        }
        for (float value : stitching.map().values()) {
            assertEquals(0.7f, value, 1e-6f);
        }
    }

    /** A network that looks at single pixels does not see tiles at all. */
    @ParameterizedTest
    @CsvSource({"0", "1", "3", "4"})
    void aMapOfPixelsDoesNotDependOnWhereTilesEnd(int overlap) {
        Image image = gradient(37, 23);
        AnomalyMap whole = red(List.of(image)).get(0).get(MAP);
        View view = new View(RegionOfInterest.ALL, new Tiles(37, 23, 8, 8, overlap), Optional.empty());
        assertArrayEquals(
                whole.values(),
                view.maps(Seen.asIs(image), TilesTest::red).get(MAP).values(),
                1e-6f);
    }

    /** At the border of a tile a network errs; of 1 there a sixteenth is left in the whole map. */
    @Test
    void whatANetworkMakesOfTheBordersOfTilesFadesInTheOverlap() {
        Tiles tiles = new Tiles(56, 32, 32, 32, 8);
        View view = new View(RegionOfInterest.ALL, tiles, Optional.empty());
        AnomalyMap map =
                view.maps(Seen.asIs(gradient(56, 32)), TilesTest::borders).get(MAP);
        float[] row = Arrays.copyOfRange(map.values(), 16 * 56, 17 * 56);
        // The picture's own border stays.
        assertEquals(1, row[0], 1e-6);
        assertEquals(1, row[55], 1e-6);
        for (int x = 1; x < 55; x++) {
            assertTrue(row[x] <= 1 / 16f + 1e-6, x + ": " + row[x]);
        }
    }

    @Test
    void tilesOfWhichAllIsIgnoredAreNotGivenToTheNetworks() {
        byte[] left = new byte[32 * 8];
        for (int i = 0; i < left.length; i++) {
            left[i] = (byte) (i % 32 < 24 ? 1 : 0);
        }
        View view = new View(RegionOfInterest.ALL, new Tiles(32, 8, 8, 8, 0), Optional.of(new Mask(32, 8, left)));
        assertEquals(1, view.parts());
        AnomalyMap map = view.maps(Seen.asIs(gradient(32, 8)), images -> {
                    assertEquals(1, images.size());
                    return red(images);
                })
                .get(MAP);
        assertEquals(0, map.values()[23]);
        assertEquals(gradient(32, 8).rgb()[3 * 24] / 255f, map.values()[24], 1e-6);
    }

    @Test
    void whatIsIgnoredHasOneColourInAnyLightUnlessAllIsSeenEquallyBright() {
        byte[] left = new byte[32 * 8];
        for (int i = 0; i < left.length; i++) {
            left[i] = (byte) (i % 32 < 8 ? 1 : 0);
        }
        View taken = new View(RegionOfInterest.ALL, Tiles.one(32, 8), Optional.of(new Mask(32, 8, left)));
        Image image = gradient(32, 8);
        byte[] half = image.rgb().clone();
        for (int i = 0; i < half.length; i++) {
            half[i] = (byte) ((half[i] & 0xFF) / 2);
        }
        Image dim = new Image(32, 8, half);

        assertEquals(124, taken.of(image).image().rgb()[0] & 0xFF);
        assertEquals(124, taken.of(dim).image().rgb()[0] & 0xFF);
        double sum = 0;
        for (int x = 8; x < 32; x++) {
            sum += image.rgb()[3 * x] & 0xFF;
        }
        View evened = taken.evened().with(Resampling.AREA);
        assertEquals(sum / 24, evened.of(image).image().rgb()[0] & 0xFF, 1);
        assertEquals(sum / 48, evened.of(dim).image().rgb()[0] & 0xFF, 1);
        assertEquals(image.rgb()[3 * 20], evened.of(image).image().rgb()[3 * 20]);
    }

    @Test
    void refusesAMaskOfAnotherSizeOrOfEverything() {
        Tiles tiles = Tiles.one(8, 8);
        Mask all = new Mask(8, 8, new byte[64]);
        Arrays.fill(all.data(), (byte) 1);
        assertThrows(IllegalArgumentException.class, () -> new View(RegionOfInterest.ALL, tiles, Optional.of(all)));
        Mask other = new Mask(8, 9, new byte[72]);
        assertThrows(IllegalArgumentException.class, () -> new View(RegionOfInterest.ALL, tiles, Optional.of(other)));
    }

    @ParameterizedTest
    @CsvSource({"7,8,0", "8,7,0", "8,8,5", "8,8,-1"})
    void refusesTilesThatDoNotFit(int width, int height, int overlap) {
        assertThrows(IllegalArgumentException.class, () -> new Tiles(width, height, 8, 8, overlap));
    }

    @Test
    void valuesThatAreNoScoresStaySo() {
        Tiles tiles = new Tiles(12, 8, 8, 8, 4);
        Function<List<Image>, List<Map<String, AnomalyMap>>> wild = images -> images.stream()
                .map(image -> {
                    float[] values = new float[64];
                    Arrays.fill(values, Float.NaN);
                    return Map.of(MAP, new AnomalyMap(8, 8, values));
                })
                .toList();
        View view = new View(RegionOfInterest.ALL, tiles, Optional.empty());
        assertTrue(
                Float.isNaN(view.maps(Seen.asIs(gradient(12, 8)), wild).get(MAP).values()[5]));
    }

    private static List<Map<String, AnomalyMap>> red(List<Image> images) {
        return images.stream()
                .map(image -> {
                    float[] values = new float[image.width() * image.height()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (image.rgb()[3 * i] & 0xFF) / 255f;
                    }
                    return Map.of(MAP, new AnomalyMap(image.width(), image.height(), values));
                })
                .toList();
    }

    /** 1 in the outermost pixels, whatever is seen. */
    private static List<Map<String, AnomalyMap>> borders(List<Image> images) {
        return images.stream()
                .map(image -> {
                    float[] values = new float[image.width() * image.height()];
                    for (int i = 0; i < values.length; i++) {
                        int x = i % image.width();
                        values[i] = x == 0 || x == image.width() - 1 ? 1 : 0;
                    }
                    return Map.of(MAP, new AnomalyMap(image.width(), image.height(), values));
                })
                .toList();
    }

    private static Image gradient(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((i / 3 % width * 5 + i / 3 / width * 3) % 128);
        }
        return new Image(width, height, rgb);
    }
}
