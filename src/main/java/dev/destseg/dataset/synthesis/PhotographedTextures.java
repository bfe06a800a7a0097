package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Textures from given images, each as likely as the others, as the paper takes them from DTD. The images must have been
 * resized to the size of the samples.
 *
 * @param images at least one; a list that loads on {@code get} is welcome, if it is thread safe
 */
public record PhotographedTextures(List<Image> images) implements Textures {
    /** @throws InputException when there is no image */
    public PhotographedTextures {
        if (images.isEmpty()) {
            throw new InputException("There is no texture image; give a folder with at least one readable image");
        }
    }

    /** @throws InputException when the image has another size */
    @Override
    public Image draw(int width, int height, SplittableRandom random) {
        int index = random.nextInt(images.size());
        Image image = images.get(index);
        if (image.width() != width || image.height() != height) {
            throw new InputException("Texture image " + index + " has " + image.width() + " x " + image.height()
                    + " pixels; resize it to " + width + " x " + height + " as the samples are");
        }
        return image;
    }
}
