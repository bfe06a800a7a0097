package dev.destseg.recipe;

import dev.destseg.recipe.seal.BoxKey;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a store seals the files of its recipes, and with which key.
 *
 * @param key that opens, and seals if that is wanted
 * @param wanted whether recipes are sealed
 * @param problem why there is no key though there should be; empty when all is well
 */
public record Sealing(Optional<BoxKey> key, boolean wanted, String problem) {
    /** Nothing is sealed, and nothing sealed can be opened. */
    public static final Sealing NONE = new Sealing(Optional.empty(), false, "");

    /**
     * A key that is lost is no reason not to start: what is not sealed can be read without.
     *
     * @param file of the key; nothing is sealed when absent
     */
    public static Sealing with(Optional<Path> file, boolean wanted) {
        if (file.isEmpty()) {
            return NONE;
        }
        try {
            return new Sealing(Optional.of(BoxKey.read(file.get())), wanted, "");
        } catch (InputException lost) {
            return new Sealing(Optional.empty(), wanted, lost.getMessage());
        }
    }

    /** @throws InputException when recipes are to be sealed and the key is lost: nothing is written in the open then */
    Optional<BoxKey> forWriting() {
        if (wanted && key.isEmpty()) {
            throw new InputException("No recipe can be taken in, for it could not be sealed. " + problem);
        }
        return wanted ? key : Optional.empty();
    }

    /** Why something that is sealed cannot be opened. */
    String whyNot(String sealedWith) {
        if (key.isPresent()) {
            return "it is sealed with the box key " + sealedWith + ", and "
                    + key.get().file() + " is " + key.get().name()
                    + "; bring the right key back, or get the recipe again";
        }
        return "it is sealed with the box key " + sealedWith + ", which "
                + (problem.isEmpty()
                        ? "nothing names; set destseg.recipes.box-key, or give --box-key"
                        : "cannot be used: " + problem);
    }
}
