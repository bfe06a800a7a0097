package dev.destseg.inspection.quantization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.Sample;
import dev.destseg.dataset.synthesis.ProceduralTextures;
import dev.destseg.dataset.synthesis.ProductRotation;
import dev.destseg.dataset.synthesis.SynthesisSettings;
import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Tiles;
import dev.destseg.image.View;
import dev.destseg.inspection.Preprocessing;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationImagesTest {
    private static final int SIDE = DarkSpots.SIZE;
    private static final int MANY = 48;

    private static final View WHOLE = View.whole(RegionOfInterest.ALL, SIDE, SIDE);
    private static final View IN_FOUR =
            new View(RegionOfInterest.ALL, new Tiles(SIDE, SIDE, SIDE / 2, SIDE / 2, 0), Optional.empty());

    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void takesNoImageTwiceWhereThereAreFewerThanWanted() throws IOException {
        List<Image> chosen = calibration(WHOLE, good(6)).chosen(MANY);
        assertEquals(6, chosen.size());
        for (int i = 0; i < 6; i += 2) {
            assertArrayEquals(DarkSpots.image(i, false).rgb(), chosen.get(i).rgb());
        }
        assertTrue(isCorrupted(WHOLE, chosen.get(1), 6));
    }

    @Test
    void takesAsManyAsAreWantedOfMany() throws IOException {
        assertEquals(4, calibration(WHOLE, good(6)).chosen(4).size());
    }

    @Test
    void everyTileIsSeenAsItIsAndWithDefects() throws IOException {
        List<Image> chosen = calibration(IN_FOUR, good(6)).chosen(MANY);
        assertEquals(6 * IN_FOUR.parts(), chosen.size());
        for (int tile = 0; tile < IN_FOUR.parts(); tile++) {
            List<Boolean> corrupted = new ArrayList<>();
            for (int i = tile; i < chosen.size(); i += IN_FOUR.parts()) {
                corrupted.add(isCorrupted(IN_FOUR, chosen.get(i), 6));
            }
            assertEquals(3, corrupted.stream().filter(each -> each).count(), "tile " + tile);
        }
    }

    @Test
    void leavesOutWhatCannotBeReadAndSaysSoOnce() throws IOException {
        List<Sample> good = good(4);
        Files.writeString(good.get(1).image(), "no image");
        CalibrationImages calibration = calibration(IN_FOUR, good);
        assertEquals(3 * IN_FOUR.parts(), calibration.chosen(MANY).size());
        assertEquals(1, calibration.images().skipped());
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).startsWith(good.get(1).image() + " is skipped: "), said::toString);
    }

    @Test
    void refusesWhereNoImageCanBeRead() throws IOException {
        List<Sample> good = good(1);
        Files.writeString(good.get(0).image(), "no image");
        assertThrows(InputException.class, () -> calibration(WHOLE, good).chosen(MANY));
    }

    private List<Sample> good(int count) throws IOException {
        List<Sample> good = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(i + ".png");
            ImageWriter.write(file, ImageWriter.png(DarkSpots.image(i, false)));
            good.add(Sample.good(file));
        }
        return good;
    }

    private CalibrationImages calibration(View view, List<Sample> good) {
        QuantizationListener listener = new QuantizationListener() {
            @Override
            public void advanced(String work, int done, int total) {}

            @Override
            public void said(String message) {
                said.add(message);
            }
        };
        Synthesizer synthesizer =
                new Synthesizer(SynthesisSettings.standard(ProductRotation.NONE), ProceduralTextures.all(), 1);
        return new CalibrationImages(good, new ProductImages(new Preprocessing(view), listener), synthesizer);
    }

    /** Whether it is no piece of an image as it was written. */
    private static boolean isCorrupted(View view, Image piece, int count) {
        for (int i = 0; i < count; i++) {
            for (int part = 0; part < view.parts(); part++) {
                byte[] plain = view.part(view.of(DarkSpots.image(i, false)).image(), part)
                        .rgb();
                if (Arrays.equals(plain, piece.rgb())) {
                    return false;
                }
            }
        }
        return true;
    }
}
