package dev.destseg.rest;

import dev.destseg.image.RegionOfInterest;
import dev.destseg.tensor.InputException;
import jakarta.ws.rs.BadRequestException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of an image, in shares of its width and height from the top left corner, as recipes have it. */
@Schema(name = "RegionOfInterest")
record RegionForm(
        @Nullable @Schema(examples = "0.25") Double left,
        @Nullable @Schema(examples = "0.1") Double top,
        @Nullable @Schema(examples = "0.75") Double right,
        @Nullable @Schema(examples = "0.9") Double bottom) {
    static RegionForm of(RegionOfInterest region) {
        return new RegionForm(region.left(), region.top(), region.right(), region.bottom());
    }

    /**
     * @throws BadRequestException when a border is missing
     * @throws InputException when it does not lie within the image
     */
    RegionOfInterest region() {
        if (left == null || top == null || right == null || bottom == null) {
            throw new BadRequestException("A region of interest has left, top, right and bottom, in shares of the image"
                    + " from 0 to 1; give all four");
        }
        return RegionOfInterest.given(left, top, right - left, bottom - top);
    }
}
