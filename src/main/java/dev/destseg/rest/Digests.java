package dev.destseg.rest;

import dev.destseg.recipe.Sha256;
import jakarta.ws.rs.BadRequestException;
import org.jspecify.annotations.Nullable;

/** Digests in requests. */
final class Digests {
    private Digests() {}

    /**
     * The name of a recipe.
     *
     * @throws BadRequestException when it is missing or no digest
     */
    static Sha256 parse(@Nullable String text) {
        if (text == null) {
            throw new BadRequestException("No recipe is named; give its digest as {\"recipe\": \"sha256:...\"}");
        }
        return of(text);
    }

    /** @throws BadRequestException when it is no digest */
    static Sha256 of(String text) {
        try {
            return Sha256.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }
}
