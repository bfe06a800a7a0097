package dev.destseg.recipe;

import java.nio.file.Path;

/** A program that adds, activates and deletes two recipes in turn until it is killed. */
public final class BusyStore {
    private BusyStore() {}

    /** Arguments: the store, two recipes of one product. */
    public static void main(String[] arguments) {
        RecipeStore store = RecipeStore.open(Path.of(arguments[0]));
        Path next = Path.of(arguments[1]);
        Path other = Path.of(arguments[2]);
        while (true) {
            Sha256 digest = store.add(next).recipe().digest();
            store.activate("tiny", digest);
            System.out.println("active " + digest);
            for (Recipe recipe : store.list().recipes()) {
                if (!recipe.digest().equals(digest)) {
                    store.delete(recipe.digest());
                }
            }
            System.out.println("alone " + digest);
            Path before = next;
            next = other;
            other = before;
        }
    }
}
