package dev.destseg.inspection;

import dev.destseg.recipe.Sha256;
import java.util.Optional;

/**
 * An image to be judged.
 *
 * @param image the bytes of a JPEG, PNG, BMP or TIFF file; shared, nobody writes to it afterwards
 * @param product whose recipe judges; may be absent when there is one product only
 * @param part number of the part, for the record
 * @param station where the image was taken, for the record
 * @param recipe digest of the recipe that must judge; any when absent
 */
public record InspectionRequest(
        byte[] image,
        Optional<String> product,
        Optional<String> part,
        Optional<String> station,
        Optional<Sha256> recipe) {}
