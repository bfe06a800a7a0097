package dev.destseg.inspection.quantization;

import dev.destseg.dataset.Sample;
import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.image.Image;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces of good images that ranges are chosen on, as the networks take them: every second one with synthetic defects.
 *
 * @param good at least one
 * @param synthesizer of the defects
 */
record CalibrationImages(List<Sample> good, ProductImages images, Synthesizer synthesizer) {
    /**
     * Evenly spread over images and tiles; no piece is taken twice, and each tile is seen both ways where there are so many.
     *
     * @param most at least 1
     * @return as many where there are so many pieces of images that can be used
     * @throws InputException when none can be
     */
    List<Image> chosen(int most) {
        int tiles = images.preprocessing().view().parts();
        int count = (int) Math.min(most, (long) good.size() * tiles);
        List<Image> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            int tile = i % tiles;
            // In turn with every round of the tiles, else an even number of them would have each always the same way.
            boolean plain = (tile + i / tiles) % 2 == 0;
            images.seen(good.get((int) ((long) i * good.size() / count))).ifPresent(seen -> {
                Image piece = images.preprocessing().view().part(seen.image(), tile);
                chosen.add(plain ? piece : synthesizer.sample(piece, number).corrupted());
            });
        }
        if (chosen.isEmpty()) {
            throw new InputException("None of the " + good.size()
                    + " good images can be used to choose ranges on; see above what is wrong with them");
        }
        return chosen;
    }
}
