package dev.destseg.rest;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Small copies of images, in a format that every browser shows. */
final class Thumbnail {
    static final String JPEG = "image/jpeg";

    private static final int SMALLEST = 16;
    private static final int LARGEST = 2048;

    private Thumbnail() {}

    /**
     * @param size pixels of the longer side
     * @param name what messages call the image
     * @throws BadRequestException for a size that is not given out
     */
    static Response answer(byte[] file, int size, String name) {
        if (size < SMALLEST || size > LARGEST) {
            throw new BadRequestException(
                    "A thumbnail has " + SMALLEST + " to " + LARGEST + " pixels, not " + size + "; ask for the image");
        }
        Image image = new ImageReader().read(file, name);
        return Response.ok(ImageWriter.thumbnail(image, size), JPEG)
                // What a name stands for never changes.
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=86400, immutable")
                .build();
    }
}
