package dev.destseg.recipe;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Mask;
import dev.destseg.image.Reference;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.View;
import dev.destseg.network.Light;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * A recipe in a directory, of which every file was found sound, or will be when it is read.
 *
 * @param recipe what it is
 * @param directory where its files lie
 * @param sealing what opens them
 * @param checksums of files that were found whole before: by these is found out whether they were changed since; all others
 *     are checked against their digests
 */
public record StoredRecipe(Recipe recipe, Path directory, Sealing sealing, Checksums checksums) {
    /**
     * Where a file lies unless it is sealed; it may have been changed since the recipe was read. To read it, take {@link
     * #bytes}.
     */
    public Path path(String file) {
        Recipe.requireAllowed(file);
        return directory.resolve(file);
    }

    /**
     * The bytes of a file, of which it was found out once more whether it was changed.
     *
     * @param file path within the recipe, as {@link Recipe#MODEL}
     * @throws InputException when the recipe has no such file, or it was changed
     */
    public byte[] bytes(String file) {
        RecipeFile expected = file(file);
        try (InputStream input = files().open(file, expected.digest())) {
            // One array of the right size: a network takes tens of megabytes.
            byte[] bytes = new byte[Math.toIntExact(expected.size())];
            boolean whole = input.readNBytes(bytes, 0, bytes.length) == bytes.length && input.read() < 0;
            if (!whole || !isSound(file, bytes)) {
                throw changed(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isSound(String file, byte[] bytes) {
        OptionalLong known = checksums.of(file);
        if (known.isEmpty()) {
            return Sha256.of(bytes).equals(file(file).digest());
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue() == known.getAsLong();
    }

    /** The recipe of a zone of this one, as it lies within it. */
    public StoredRecipe of(Zone zone) {
        String place = Recipe.directory(zone.recipe());
        return new StoredRecipe(zone.recipe(), directory.resolve(place), sealing, checksums.below(place));
    }

    /**
     * What the recipe's networks see of an image; of one with zones, an image as what they find is put together on.
     *
     * @throws InputException when its files do not fit together, or were changed
     */
    public View view() {
        RecipeDescription description = recipe.description();
        try {
            View view = new View(
                    description.regionOfInterest().orElse(RegionOfInterest.ALL),
                    description.tiles(),
                    ignored(),
                    description.registration().map(this::reference),
                    description.resampling());
            return description.light() == Light.CHANGING ? view.evened() : view;
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "The recipe " + directory + " cannot judge: " + e.getMessage() + ". Learn it again", e);
        }
    }

    private Reference reference(Registration registration) {
        Image picture = new ImageReader().read(bytes(Recipe.REFERENCE), Recipe.REFERENCE);
        return new Reference(picture, registration.degrees(), registration.shift(), registration.similarity());
    }

    private Optional<Mask> ignored() {
        return recipe.files().containsKey(Recipe.IGNORED)
                ? Optional.of(new ImageReader().readMask(bytes(Recipe.IGNORED), Recipe.IGNORED))
                : Optional.empty();
    }

    /**
     * What the manifest says of a file.
     *
     * @throws InputException when the recipe has no such file
     */
    public RecipeFile file(String file) {
        RecipeFile expected = recipe.files().get(file);
        if (expected == null && !recipe.description().zones().isEmpty()) {
            throw new InputException("The recipe " + directory + " has no file " + file
                    + " of its own, its zones have; do this with their recipes, and compose them again");
        }
        if (expected == null) {
            throw new InputException("The recipe " + directory + " has no file " + file);
        }
        return expected;
    }

    StoredRecipe with(Checksums remembered) {
        return new StoredRecipe(recipe, directory, sealing, remembered);
    }

    private RecipeFiles files() {
        return new RecipeFiles(directory, sealing);
    }

    private InputException changed(String file) {
        return new InputException("The file " + path(file) + " was changed: it is not the one of the manifest");
    }

    /**
     * The bytes of a file for writing them elsewhere, however many; the writing fails with an {@link InputException} at its
     * end when they were changed.
     *
     * @throws InputException when the recipe has no such file
     */
    public Content content(String file) {
        return files().content(file, file(file), checksums.of(file));
    }
}
