package dev.destseg.rest;

import dev.destseg.image.ImageReader;
import dev.destseg.inspection.InspectionRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotSupportedException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request says of the image that it brings; blank is absent. */
record ImageLabel(
        @Nullable String product,
        @Nullable String part,
        @Nullable String station,
        @Nullable String captured,
        @Nullable String recipe) {
    /**
     * @param image the bytes of a file
     * @throws jakarta.ws.rs.WebApplicationException for what is no image, and for a time or digest that cannot be read
     * @throws dev.destseg.tensor.InputException for a text that cannot be recorded
     */
    InspectionRequest of(byte[] image) {
        if (image.length == 0) {
            throw new BadRequestException("The request has no image; send the bytes of a JPEG, PNG, BMP or TIFF file");
        }
        if (!ImageReader.isImage(image)) {
            throw new NotSupportedException("The bytes are not an image; send a JPEG, PNG, BMP or TIFF file");
        }
        return new InspectionRequest(
                        image,
                        given(product),
                        given(part),
                        given(station),
                        given(recipe).map(Digests::parse))
                .taken(given(captured).map(ImageLabel::time))
                .within(TraceParent.current());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadRequestException(
                    "The image cannot have been taken at '" + text + "'; give a time such as 2026-01-31T11:59:59.920Z",
                    e);
        }
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(given -> !given.isBlank());
    }
}
