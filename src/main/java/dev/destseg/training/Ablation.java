package dev.destseg.training;

import java.util.List;

/**
 * Which of the two parts of the method that change what the student learns are in place; the published ablations.
 *
 * <p>The third, the segmentation network ({@code seg}), needs no run of its own: the student stands still while the
 * segmentation network learns, so that the DeST map of a run is the result of the same run without that network.
 *
 * @param denoising {@code den}: the student sees the corrupted image, or else the clean one
 * @param encoderDecoder {@code ed}: the student has a decoder, or else is a plain encoder
 */
public record Ablation(boolean denoising, boolean encoderDecoder) {
    /** The whole method. */
    public static final Ablation FULL = new Ablation(true, true);

    /** From the whole method to the plain student-teacher method (STPM), which is the DeST map of the last. */
    public static final List<Ablation> ALL =
            List.of(FULL, new Ablation(false, true), new Ablation(true, false), new Ablation(false, false));

    /** As files are named. */
    public String label() {
        return (denoising ? "den" : "noden") + "-" + (encoderDecoder ? "ed" : "noed");
    }

    TrainingSettings apply(TrainingSettings settings) {
        return settings.withDenoisingImages(denoising)
                .withProfile(settings.profile().withEncoderDecoder(encoderDecoder));
    }
}
