package dev.destseg.inspection.quantization;

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
    void takesAsManyAsAreWantedOfMany() throws IOException {
        assertEquals(4, calibration(WHOLE, good(6)).chosen(4).size());
    }

    @Test
    void leavesOutWhatCannotBeReadAndSaysSoOnce() throws IOException {
        List<Sample> good = good(4);
        Files.writeString(good.get(1).image(), "no image");
        CalibrationImages calibration = calibration(IN_FOUR, good);
        assertEquals(36, calibration.chosen(MANY).size());
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
}
