package dev.destseg.recipe;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The recipes of a box, and which of them judges each product. A product is what a recipe names in its description.
 *
 * <p>Every change either happens as a whole or not at all, also when the process is killed or the power fails in it. Safe
 * between threads, and between processes that each use one store for a directory. Methods throw {@link
 * UncheckedIOException} when the disk fails or is full.
 */
public final class RecipeStore {
    private static final String ACTIVE = "active.json";
    private static final Comparator<Recipe> NEWEST_FIRST = Comparator.comparing(
                    (Recipe recipe) -> recipe.description().provenance().created())
            .reversed()
            .thenComparing(Recipe::digest);

    private final StoreDirectory directory;
    private final RecipeIntake intake;
    private final ActivationFile active;

    private RecipeStore(Path path) {
        this.directory = new StoreDirectory(path);
        this.intake = new RecipeIntake(directory);
        this.active = new ActivationFile(path.resolve(ACTIVE));
    }

    /**
     * @param directory made when absent
     * @throws InputException when it cannot be made or written
     */
    public static RecipeStore open(Path directory) {
        RecipeStore store = new RecipeStore(directory.toAbsolutePath().normalize());
        try {
            store.directory.changing(() -> true);
            return store;
        } catch (IOException e) {
            throw new InputException(
                    "Recipes cannot be kept in " + directory + ": " + e
                            + ". Give a directory that this user may write to",
                    e);
        }
    }

    /**
     * Takes in a copy of a recipe; one that is here already stays as it is.
     *
     * @throws InputException when there is no sound recipe in the directory
     */
    public StoredRecipe add(Path source) {
        StoredRecipe stored = RecipeReader.read(source);
        return change(() -> intake.take("The recipe " + source, staged -> RecipeIntake.copy(stored, staged)));
    }

    /**
     * Takes in a recipe from one file, as {@link #exportTo} writes it; leaves the stream open. Nothing else can
     * be changed while it is read, so it is to come from a file and not from a network.
     *
     * @param name what messages call the file
     * @throws InputException when it is no archive of a sound recipe
     */
    public StoredRecipe importFrom(InputStream archive, String name) {
        return change(() -> intake.take("The file " + name, staged -> RecipeArchive.unpack(archive, staged)));
    }

    /**
     * Writes a recipe as one file; leaves the stream open.
     *
     * @throws InputException when there is no such recipe, or it is damaged
     */
    public void exportTo(Sha256 digest, OutputStream output) {
        StoredRecipe stored = get(digest);
        try {
            RecipeArchive.write(stored, output);
        } catch (IOException e) {
            throw new UncheckedIOException("The recipe " + digest + " cannot be exported: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a recipe and every byte of its files.
     *
     * @throws InputException when there is no such recipe, or it is damaged
     */
    public StoredRecipe get(Sha256 digest) {
        requirePresent(digest);
        StoredRecipe stored = RecipeReader.read(directory.recipe(digest));
        requireNamed(digest, stored.recipe());
        return stored;
    }

    private void requirePresent(Sha256 digest) {
        if (!directory.has(digest)) {
            throw new InputException(
                    "There is no recipe " + digest + " on this box; name one that is listed, or add it");
        }
    }

    private static void requireNamed(Sha256 digest, Recipe recipe) {
        if (!recipe.digest().equals(digest)) {
            throw new InputException("The recipe stored as " + digest + " is in fact " + recipe.digest()
                    + ": its directory was changed. Delete it and add it again");
        }
    }

    /** What is here, by the manifests alone. */
    public RecipeListing list() {
        return read(() -> {
            List<Recipe> recipes = new ArrayList<>();
            SortedMap<Sha256, String> damaged = new TreeMap<>();
            for (Sha256 digest : directory.digests()) {
                try {
                    Recipe recipe = RecipeReader.describe(directory.recipe(digest));
                    requireNamed(digest, recipe);
                    recipes.add(recipe);
                } catch (InputException e) {
                    damaged.put(digest, e.getMessage());
                }
            }
            recipes.sort(NEWEST_FIRST);
            return new RecipeListing(recipes, damaged);
        });
    }

    /** The activations by product. */
    public SortedMap<String, Activation> activations() {
        return read(active::read);
    }

    /** The digest of the recipe that judges a product. */
    public Optional<Sha256> active(String product) {
        return Optional.ofNullable(activations().get(product)).map(Activation::active);
    }

    /**
     * Makes a recipe the one that judges its product from now on, also after a restart. Whether it judges rightly on this
     * box is for the caller to find out before.
     *
     * @throws InputException when there is no such recipe, or it is damaged
     */
    public Activation activate(Sha256 digest) {
        return change(() -> {
            String product = get(digest).recipe().description().name();
            SortedMap<String, Activation> activations = new TreeMap<>(active.read());
            Activation before = activations.get(product);
            return put(activations, product, before == null ? Activation.first(digest) : before.next(digest));
        });
    }

    /**
     * Returns to the recipe that judged a product before.
     *
     * @throws InputException when there was none, or it is damaged
     */
    public Activation rollBack(String product) {
        return change(() -> {
            SortedMap<String, Activation> activations = new TreeMap<>(active.read());
            Activation before = Optional.ofNullable(activations.get(product))
                    .flatMap(Activation::rolledBack)
                    .orElseThrow(() -> new InputException("There is no recipe to roll " + product
                            + " back to: none was active before. Activate one by its digest"));
            get(before.active());
            return put(activations, product, before);
        });
    }

    private Activation put(SortedMap<String, Activation> activations, String product, Activation activation)
            throws IOException {
        activations.put(product, activation);
        active.write(activations);
        return activation;
    }

    /**
     * Deletes a recipe; no roll back returns to it any more.
     *
     * @throws InputException when there is no such recipe, or it is active
     */
    public void delete(Sha256 digest) {
        change(() -> {
            requirePresent(digest);
            forget(digest);
            directory.delete(digest);
            return true;
        });
    }

    private void forget(Sha256 digest) throws IOException {
        SortedMap<String, Activation> activations = active.read();
        SortedMap<String, Activation> without = new TreeMap<>();
        for (Map.Entry<String, Activation> each : activations.entrySet()) {
            if (each.getValue().active().equals(digest)) {
                throw new InputException("The recipe " + digest + " judges " + each.getKey()
                        + "; activate another one before you delete it");
            }
            without.put(each.getKey(), each.getValue().without(digest));
        }
        if (!without.equals(activations)) {
            active.write(without);
        }
    }

    /**
     * Deletes all but the newest recipes of each product; the active one and the one before it stay in any case.
     *
     * @param count recipes of a product that stay, at least 1
     * @return what was deleted
     */
    public List<Sha256> keepLast(int count) {
        if (count < 1) {
            throw new InputException("At least one recipe of a product is kept, not " + count);
        }
        List<Sha256> deleted = new ArrayList<>();
        Map<String, Integer> kept = new TreeMap<>();
        Set<Sha256> needed = needed();
        for (Recipe recipe : list().recipes()) {
            boolean surplus = kept.merge(recipe.description().name(), 1, Integer::sum) > count;
            if (surplus && !needed.contains(recipe.digest())) {
                delete(recipe.digest());
                deleted.add(recipe.digest());
            }
        }
        return deleted;
    }

    private Set<Sha256> needed() {
        Set<Sha256> needed = new HashSet<>();
        for (Activation activation : activations().values()) {
            needed.add(activation.active());
            activation.before().stream().findFirst().ifPresent(needed::add);
        }
        return needed;
    }

    private <T> T change(StoreDirectory.Change<T> change) {
        try {
            return directory.changing(change);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private <T> T read(StoreDirectory.Change<T> reading) {
        try {
            return reading.make();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException cause) {
        return new UncheckedIOException(
                "The recipes in " + directory.path() + " cannot be read or changed: " + cause.getMessage(), cause);
    }
}
