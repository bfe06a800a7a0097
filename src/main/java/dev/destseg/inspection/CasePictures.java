package dev.destseg.inspection;

import dev.destseg.dataset.Sample;
import dev.destseg.evaluation.ReportCase.Picture;
import dev.destseg.evaluation.ReportCase.Pictures;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.image.Overlay;
import dev.destseg.image.Seen;
import java.util.Optional;

/** The pictures of one image in a report. The image is judged again for them, so that none waits in memory. */
final class CasePictures implements Pictures {
    private static final double OPACITY = 0.7;

    private final RecipeEvaluation source;
    private final Sample sample;
    private final double threshold;

    CasePictures(RecipeEvaluation source, Sample sample, double threshold) {
        this.source = source;
        this.sample = sample;
        this.threshold = threshold;
    }

    @Override
    public Optional<byte[]> png(Picture picture) {
        return switch (picture) {
            case INPUT -> Optional.of(ImageWriter.png(source.image(sample).image()));
            case MASK -> mask();
            case MAP -> Optional.of(ImageWriter.png8(source.map(sample)));
            case OVERLAY -> Optional.of(overlay());
        };
    }

    private Optional<byte[]> mask() {
        Mask mask = source.maskOf(sample, source.image(sample));
        return mask == null ? Optional.empty() : Optional.of(ImageWriter.png(mask));
    }

    private byte[] overlay() {
        Seen image = source.image(sample);
        AnomalyMap map = source.map(sample);
        return ImageWriter.png(new Overlay(OPACITY).of(image.image(), map, (float) threshold));
    }
}
