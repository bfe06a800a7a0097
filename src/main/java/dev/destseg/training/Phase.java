package dev.destseg.training;

/** The two phases of learning (DeSTSeg, section 3.4), in this order. */
public enum Phase {
    /** The student learns the teacher's features of clean images. */
    DENOISING,
    /** The segmentation network learns where images were corrupted; the student stands still. */
    SEGMENTATION;

    /** The name in recipes, checkpoints and messages. */
    public String label() {
        return switch (this) {
            case DENOISING -> "denoising";
            case SEGMENTATION -> "segmentation";
        };
    }
}
