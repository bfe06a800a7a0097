package dev.destseg.inspection.checks;

/** What an image is checked for before it is judged. */
public enum ImageCheck {
    /** Not much smaller than what the networks take. */
    SIZE,
    /** Neither too dark nor too bright. */
    BRIGHTNESS,
    /** Neither flat nor glaring. */
    CONTRAST,
    /** In focus. */
    SHARPNESS,
    /** Of colours that the recipe was taught. */
    LIKENESS,
    /** Not the frame that the station sent before, for another part. */
    REPETITION
}
