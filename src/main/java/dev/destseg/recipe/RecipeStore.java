package dev.destseg.recipe;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The recipes of a box, and which of them judges each product. A product has a name as a recipe has, and mostly that of
 * its recipe.
 *
 * <p>Every change either happens as a whole or not at all, also when the process is killed or the power fails in it. Safe
 * between threads, and between processes that each use one store for a directory. Methods throw {@link
 * UncheckedIOException} when the disk fails or is full.
 */
public final class RecipeStore {
    /** Name of a store's directory within the data of an appliance. */
    public static final String DIRECTORY = "recipes";

    private static final String ACTIVE = "active.json";

    private final StoreDirectory directory;
    private final RecipeIntake intake;
    private final RecipeSeals seals;
    private final Activations active;

    private RecipeStore(Path path, Sealing sealing, ThisAppliance appliance) {
        this.directory = new StoreDirectory(path, sealing, appliance);
        this.intake = new RecipeIntake(directory);
        this.seals = new RecipeSeals(directory);
        this.active = new Activations(directory, new ActivationFile(path.resolve(ACTIVE)));
    }

    /** A store that seals nothing and takes recipes for any appliance. */
    public static RecipeStore open(Path directory) {
        return open(directory, Sealing.NONE, ThisAppliance.ANY);
    }

    /**
     * Recipes that are not as they should be are sealed, or opened, before this returns.
     *
     * @param directory made when absent
     * @param appliance recipes for others are neither taken in nor activated
     * @throws InputException when it cannot be made or written
     */
    public static RecipeStore open(Path directory, Sealing sealing, ThisAppliance appliance) {
        RecipeStore store = new RecipeStore(directory.toAbsolutePath().normalize(), sealing, appliance);
        try {
            store.directory.changing(store.seals::settle);
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
        if (RecipeReader.isRecipe(source) && has(RecipeReader.describe(source).digest())) {
            return get(RecipeReader.describe(source).digest());
        }
        StoredRecipe stored = RecipeReader.read(source);
        return directory.change(() -> intake.take("The recipe " + source, staged -> intake.copy(stored, staged)));
    }

    /**
     * Takes in a recipe that was made of the files of others.
     *
     * @param contents of its files, by path
     * @throws InputException when one of them was changed
     */
    public StoredRecipe addMade(Recipe made, Function<String, Content> contents) {
        return directory.change(
                () -> intake.take("The recipe " + made.digest(), staged -> intake.copy(made, contents, staged)));
    }

    /**
     * Takes in a recipe from one file, as {@link #exportTo} writes it; leaves the stream open. Nothing else can
     * be changed while it is read, so it is to come from a file and not from a network.
     *
     * @param name what messages call the file
     * @param admission asked before it is kept
     * @throws InputException when it is no archive of a sound recipe, or not admitted
     */
    public StoredRecipe importFrom(InputStream archive, String name, RecipeAdmission admission) {
        return directory.change(() -> intake.unpack("The file " + name, archive, admission));
    }

    /**
     * Writes a recipe as one file; leaves the stream open.
     *
     * @throws InputException when there is no such recipe, or it is damaged
     */
    public void exportTo(Sha256 digest, OutputStream output) {
        StoredRecipe stored = get(digest);
        directory.read(() -> {
            RecipeArchive.write(stored, signatures(digest), output);
            return true;
        });
    }

    /**
     * Takes in a recipe whose blobs lie in a directory, each named by the 64 digits of its digest; they stay there.
     *
     * @param signatures that are known of it
     * @throws InputException when one is missing, or the manifest is none of a recipe
     */
    public StoredRecipe addBlobs(Path blobs, Sha256 manifest, List<Signature> signatures) {
        return directory.change(
                () -> intake.lay("The recipe " + manifest, new BlobDirectory(blobs), manifest, signatures));
    }

    /** The bytes of a blob that is a file of some recipe already; writing them fails when they were changed since. */
    public Optional<Content> findBlob(Sha256 blob) {
        return list().recipes().stream()
                .flatMap(recipe -> recipe.path(blob).stream().map(path -> directory
                        .files(directory.recipe(recipe.digest()))
                        .content(path, recipe.files().get(path))))
                .findFirst();
    }

    /** @throws RecipeRefusedException when a recipe is for another appliance */
    public void requireFit(Recipe recipe) {
        directory.appliance().requireFit(recipe);
    }

    /** How the files of the recipes lie on disk. */
    public SealState seals() {
        return directory.read(seals::state);
    }

    /** The signatures that are known of a recipe, whatever they are worth. */
    public List<Signature> signatures(Sha256 digest) {
        return directory.read(() -> directory.signatures(digest).read());
    }

    /**
     * Remembers signatures of a recipe beside those known already.
     *
     * @throws InputException when there is no such recipe
     */
    public void addSignatures(Sha256 digest, List<Signature> signatures) {
        directory.change(() -> {
            directory.requirePresent(digest);
            directory.signatures(digest).add(signatures);
            return true;
        });
    }

    /**
     * Reads a recipe and every byte of its files.
     *
     * @throws InputException when there is no such recipe, or it is damaged
     */
    public StoredRecipe get(Sha256 digest) {
        return directory.readPresent(digest);
    }

    /**
     * A recipe of whose files only names and sizes are looked at, in little time; whoever reads a file finds out whether it
     * was changed, see {@link StoredRecipe#bytes}. Of one that was activated here, or {@link #verify verified}, a checksum of
     * each file is known, which finds what was changed by accident.
     *
     * @throws InputException when there is no such recipe, or it is not complete
     */
    public StoredRecipe find(Sha256 digest) {
        directory.requirePresent(digest);
        return directory.read(() -> directory.find(digest));
    }

    /**
     * Reads a recipe and every byte of its files, and remembers checksums of them for {@link #find}, or forgets those where
     * it is damaged.
     *
     * @throws InputException when there is no such recipe, or it is damaged
     */
    public void verify(Sha256 digest) {
        directory.change(() -> directory.readAndRemember(digest));
    }

    /**
     * Reads what a recipe says about itself, in little time.
     *
     * @throws InputException when there is no such recipe, or its manifest is damaged
     */
    public Recipe describe(Sha256 digest) {
        directory.requirePresent(digest);
        return directory.describe(digest);
    }

    public boolean has(Sha256 digest) {
        return directory.has(digest);
    }

    /** What is here, by the manifests alone. */
    public RecipeListing list() {
        return directory.read(() -> RecipeListing.of(directory));
    }

    /** The activations by product. */
    public SortedMap<String, Activation> activations() {
        return directory.read(active::all);
    }

    /** The digest of the recipe that judges a product. */
    public Optional<Sha256> active(String product) {
        return Optional.ofNullable(activations().get(product)).map(Activation::active);
    }

    /**
     * Makes a recipe the one that judges a product from now on, also after a restart. Whether it judges rightly on this
     * box is for the caller to find out before.
     *
     * @throws InputException when there is no such recipe, it is damaged or for another appliance, or the product's name is
     *     none
     */
    public Activation activate(String product, Sha256 digest) {
        RecipeDescription.requireProduct(product);
        return directory.change(() -> active.activate(product, digest));
    }

    /**
     * Has no recipe judge a product any more.
     *
     * @throws InputException when none does
     */
    public Activation deactivate(String product) {
        return directory.change(() -> active.deactivate(product));
    }

    /**
     * Remembers which recipe judges beside the active one of a product, or that none does.
     *
     * @throws InputException when no recipe is active, the candidate is not here, or it is the active one
     */
    public Activation setCandidate(String product, Optional<Sha256> candidate) {
        return directory.change(() -> active.setCandidate(product, candidate));
    }

    /**
     * Returns to one of the recipes that judged a product before; those after it are not returned to any more.
     *
     * @throws InputException when it is none of them, or damaged
     */
    public Activation rollBackTo(String product, Sha256 digest) {
        return directory.change(() -> active.rollBackTo(product, digest));
    }

    /**
     * The recipe that judged a product before.
     *
     * @throws InputException when there is none
     */
    public Sha256 previous(String product) {
        return directory.read(() -> active.previous(product));
    }

    /**
     * Deletes a recipe; no roll back returns to it any more.
     *
     * @throws InputException when there is no such recipe, it is active, or a candidate
     */
    public void delete(Sha256 digest) {
        directory.change(() -> {
            directory.requirePresent(digest);
            active.forget(digest);
            directory.delete(digest);
            return true;
        });
    }

    /**
     * Deletes all but the newest recipes of each name; those that judge, candidates, the one before each active one, and
     * those spared stay in any case.
     *
     * @param count recipes of a name that stay, at least 1
     */
    public List<Sha256> keepLast(int count, Set<Sha256> spared) {
        if (count < 1) {
            throw new InputException("At least one recipe of a product is kept, not " + count);
        }
        Set<Sha256> needed = new HashSet<>(spared);
        activations().values().forEach(activation -> needed.addAll(activation.needed()));
        List<Sha256> surplus = list().surplus(count, needed);
        surplus.forEach(this::delete);
        return surplus;
    }
}
