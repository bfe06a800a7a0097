package dev.destseg.recipe;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Mask;
import dev.destseg.image.Reference;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.View;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A recipe in a directory, of which every file was found sound, or will be when it is read.
 *
 * @param recipe what it is
 * @param directory where its files lie
 * @param sealing what opens them
 */
public record StoredRecipe(Recipe recipe, Path directory, Sealing sealing) {
    /**
     * Where a file lies unless it is sealed; it may have been changed since the recipe was read. To read it, take {@link
     * #bytes}.
     */
    public Path path(String file) {
        Recipe.requireAllowed(file);
        return directory.resolve(file);
    }

    /**
     * The bytes of a file, checked against its digest once more.
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
            if (!whole || !Sha256.of(bytes).equals(expected.digest())) {
                throw changed(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recipe of a zone of this one, as it lies within it. */
    public StoredRecipe of(Zone zone) {
        return new StoredRecipe(zone.recipe(), directory.resolve(Recipe.directory(zone.recipe())), sealing);
    }

    /**
     * What the recipe's networks see of an image; of one with zones, an image as what they find is put together on.
     *
     * @throws InputException when its files do not fit together, or were changed
     */
    public View view() {
        RecipeDescription description = recipe.description();
        try {
            return new View(
                    description.regionOfInterest().orElse(RegionOfInterest.ALL),
                    description.tiles(),
                    ignored(),
                    description.registration().map(this::reference));
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

    private RecipeFiles files() {
        return new RecipeFiles(directory, sealing);
    }

    private InputException changed(String file) {
        return new InputException("The file " + path(file) + " was changed: its digest is not the manifest's");
    }

    /**
     * The bytes of a file for writing them elsewhere, however many; they are checked against the digest on the way, and
     * the writing fails with an {@link InputException} when they were changed.
     *
     * @throws InputException when the recipe has no such file
     */
    public Content content(String file) {
        return files().content(file, file(file));
    }
}
