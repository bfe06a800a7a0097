package dev.destseg.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Tiles;
import dev.destseg.image.View;
import dev.destseg.tensor.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SightTest {
    private static Sight ignoring(String outline) {
        return new Sight(
                RegionOfInterest.ALL,
                Optional.empty(),
                List.of(Outline.parse(outline)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Image image(int width, int height) {
        return new Image(width, height, new byte[3 * width * height]);
    }

    private static String drawn(View view) {
        Mask mask = view.ignored().orElseThrow();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < mask.data().length; i++) {
            text.append(i > 0 && i % mask.width() == 0 ? "/" : "").append(mask.data()[i] == 1 ? '#' : '.');
        }
        return text.toString();
    }

    @Test
    void aBoxIsIgnoredWherePixelCentresLieWithin() {
        assertEquals("..../.##./.##./....", drawn(ignoring("0.25,0.25,0.5,0.5").view(image(40, 40), 4)));
    }

    @Test
    void aPolygonIsIgnored() {
        assertEquals("..../#.../##../###.", drawn(ignoring("0,0 1,1 0,1").view(image(40, 40), 4)));
    }

    @Test
    void whatLiesAroundAPolygonOfInterestIsIgnored() {
        Outline half = Outline.parse("0,0 1,0 0,1");
        Sight sight = new Sight(
                half.box(), Optional.of(half), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals("...#/..##/.###/####", drawn(sight.view(image(40, 40), 4)));
    }

    @Test
    void ignoredSharesAreThoseOfTheWholeImageAlsoWithinARegion() {
        Sight sight = new Sight(
                new RegionOfInterest(0.5, 0, 1, 1),
                Optional.empty(),
                List.of(Outline.parse("0.5,0,0.25,1")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertEquals("##../##../##../##..", drawn(sight.view(image(40, 40), 4)));
    }

    @Test
    void aMaskOfTheImagesIsIgnored() {
        byte[] data = new byte[64];
        Arrays.fill(data, 0, 32, (byte) 1);
        Sight sight = new Sight(
                RegionOfInterest.ALL,
                Optional.empty(),
                List.of(),
                Optional.of(new Mask(8, 8, data)),
                Optional.empty(),
                Optional.empty());
        assertEquals("####/####/..../....", drawn(sight.view(image(8, 8), 4)));
        InputException other = assertThrows(InputException.class, () -> sight.view(image(9, 8), 4));
        assertTrue(other.getMessage().contains("8 x 8"), other.getMessage());
        assertTrue(other.getMessage().contains("9 x 8"), other.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.1", "0,0,1", "0,0 1,1", "a,b c,d e,f", "0,0 1,0 1,2", "0,0,2,1", "0,0 1,0 NaN,1"})
    void refusesWhatIsNoOutlineOnAnImage(String text) {
        assertThrows(InputException.class, () -> Outline.parse(text));
    }

    @Test
    void refusesToIgnoreEverything() {
        assertThrows(InputException.class, () -> ignoring("0,0,1,1").view(image(40, 40), 4));
    }

    @Test
    void anOutlineTellsWhatItIsParsedFrom() {
        Outline outline = Outline.parse("0.1,0.2 0.3,0.45 0.123456,1");
        assertEquals(outline, Outline.parse(outline.toString()));
        assertEquals("0.1,0.2 0.3,0.45 0.123456,1", outline.toString());
    }

    /** So a recipe is learned again by itself. */
    @Test
    void whatARecipeTellsOfItsSightGivesTheSameAgain() {
        List<Outline> ignored = List.of(Outline.parse("0.1,0.2,0.3,0.4"), Outline.parse("0,0 1,0 0.5,1"));
        Sight sight = new Sight(
                RegionOfInterest.ALL,
                Optional.empty(),
                ignored,
                Optional.empty(),
                TileSize.parse("512,64"),
                Optional.empty());
        assertEquals(ignored.toString(), Sight.ignoredOf(sight.described()).toString());
        assertEquals(sight.tile(), Sight.tileOf(sight.described()));
        assertEquals(List.of(), Sight.ignoredOf(Sight.ALL.described()));
        assertEquals(Optional.empty(), Sight.tileOf(Sight.ALL.described()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "181,0.1", "-1,0.1", "15,0.6", "15,0.1,3", "a,b"})
    void refusesPartsThatCannotLieSo(String bounds) {
        assertThrows(InputException.class, () -> Registering.parse(bounds));
    }

    @Test
    void tilesShowAsManyPixelsAsAreAskedFor() {
        Tiles tiles = TileSize.parse("512,64").orElseThrow().tiles(new Box(0, 0, 2048, 1024), 256);
        assertEquals(1024, tiles.width());
        assertEquals(512, tiles.height());
        assertEquals(32, tiles.overlap());
        assertEquals(5 * 3, tiles.count());
    }

    @Test
    void tilesChosenByThemselvesAreFewAndShrinkNoMoreThanTheyMust() {
        Tiles small = TileSize.AUTOMATIC.tiles(new Box(0, 0, 1024, 1024), 256);
        assertEquals(512, small.width());
        Tiles large = TileSize.AUTOMATIC.tiles(new Box(0, 0, 5472, 3648), 256);
        assertTrue(large.count() <= 32 && large.count() > 12, "" + large.count());
        assertTrue(TileSize.AUTOMATIC.tiles(new Box(0, 0, 200, 100), 256).count() == 1);
    }

    @ParameterizedTest
    @CsvSource({"31", "-5", "512;300", "512;-1", "x", "512;64;2"})
    void refusesTilesThatAreNone(String text) {
        assertThrows(InputException.class, () -> TileSize.parse(text.replace(';', ',')));
    }

    @Test
    void refusesMorePixelsThanMemoryIsThereFor() {
        InputException refused = assertThrows(
                InputException.class, () -> TileSize.parse("128").orElseThrow().tiles(new Box(0, 0, 5472, 3648), 256));
        assertTrue(refused.getMessage().contains("larger tiles"), refused.getMessage());
    }
}
