package dev.destseg.training.datasets;

import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import java.util.List;
import java.util.Optional;

/** The mask of a defective image, from what somebody drew around its defects. */
public final class DrawnMask {
    private DrawnMask() {}

    /**
     * A mask as {@link LabelledDataset#add} takes it.
     *
     * @param image a JPEG, PNG, BMP or TIFF file
     * @param boxes in its pixels
     * @return a PNG file; nothing when no box has a pixel of the image
     * @throws dev.destseg.tensor.InputException when the image cannot be decoded
     */
    public static Optional<byte[]> of(byte[] image, List<Box> boxes) {
        if (boxes.isEmpty()) {
            return Optional.empty();
        }
        Image decoded = new ImageReader().read(image, "that was judged");
        Mask mask = Mask.of(decoded.width(), decoded.height(), boxes);
        return mask.area() == 0 ? Optional.empty() : Optional.of(ImageWriter.png(mask));
    }
}
