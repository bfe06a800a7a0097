package dev.destseg.recipe;

/**
 * That images are laid over {@link Recipe#REFERENCE} before they are judged.
 *
 * @param degrees by which parts may be turned either way, 0 to 180
 * @param shift by which parts may be off, as a share of the longer side of an image, 0 to 0.5
 * @param similarity that an image must have with the reference, 0 to 1
 */
public record Registration(double degrees, double shift, double similarity) {
    /** @throws IllegalArgumentException for other bounds */
    public Registration {
        if (!(degrees >= 0 && degrees <= 180)
                || !(shift >= 0 && shift <= 0.5)
                || !(similarity >= 0 && similarity <= 1)) {
            throw new IllegalArgumentException(
                    "Parts may be turned by 0 to 180 degrees, be off by 0 to 0.5 and be alike by" + " 0 to 1, not by "
                            + degrees + ", " + shift + " and " + similarity);
        }
    }
}
