package dev.destseg.recipe;

import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/** Changes which recipes of a store are active. Called while nothing else changes the store. */
final class Activations {
    private final StoreDirectory directory;
    private final ActivationFile file;

    Activations(StoreDirectory directory, ActivationFile file) {
        this.directory = directory;
        this.file = file;
    }

    SortedMap<String, Activation> all() throws IOException {
        return file.read();
    }

    /** @throws InputException when the recipe is not here, damaged, or for another appliance */
    Activation activate(String product, Sha256 digest) throws IOException {
        directory.appliance().requireFit(directory.readAndRemember(digest).recipe());
        return file.put(
                product, file.find(product).map(before -> before.next(digest)).orElse(Activation.first(digest)));
    }

    /** @throws InputException when none is active */
    Activation deactivate(String product) throws IOException {
        return file.remove(product);
    }

    /** @throws InputException when no recipe is active, the candidate is not here, or it is the active one */
    Activation setCandidate(String product, Optional<Sha256> candidate) throws IOException {
        Activation before = file.require(product);
        candidate.ifPresent(directory::requirePresent);
        if (candidate.equals(Optional.of(before.active()))) {
            throw new RecipeRefusedException(
                    Cause.IN_USE, "The recipe " + before.active() + " judges " + product + " already");
        }
        return file.put(product, before.with(candidate));
    }

    /** @throws InputException when it is none of those that judged before, or damaged */
    Activation rollBackTo(String product, Sha256 digest) throws IOException {
        Activation back = file.require(product)
                .rolledBackTo(digest)
                .orElseThrow(() -> new RecipeRefusedException(
                        Cause.NOTHING_BEFORE,
                        "The recipe " + digest + " is none of those that judged " + product
                                + " before; activate it instead"));
        directory.readAndRemember(digest);
        return file.put(product, back);
    }

    /** @throws InputException when there was none */
    Sha256 previous(String product) throws IOException {
        return file.require(product).before().stream()
                .findFirst()
                .orElseThrow(() -> new RecipeRefusedException(
                        Cause.NOTHING_BEFORE,
                        "There is no recipe to roll " + product
                                + " back to: none was active before. Activate one by its digest"));
    }

    /** @throws InputException when the recipe judges, or is a candidate */
    void forget(Sha256 digest) throws IOException {
        file.forget(digest);
    }
}
