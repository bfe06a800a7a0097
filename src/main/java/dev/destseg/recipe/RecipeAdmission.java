package dev.destseg.recipe;

import java.util.List;
import java.util.Optional;

/** Whether a recipe that comes from elsewhere may be kept, and whether one that is kept was revoked since. Safe between threads. */
@FunctionalInterface
public interface RecipeAdmission {
    /** Takes every one. */
    RecipeAdmission EVERY = (recipe, signatures) -> {};

    /**
     * @param signatures that came with it
     * @throws dev.destseg.tensor.InputException when it may not
     */
    void require(Recipe recipe, List<Signature> signatures);

    /**
     * @param signatures that are known of it
     * @return why it is not to be trusted any more, in words; nothing when it was not revoked
     */
    default Optional<String> revoked(Recipe recipe, List<Signature> signatures) {
        return Optional.empty();
    }
}
