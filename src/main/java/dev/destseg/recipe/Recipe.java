package dev.destseg.recipe;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one product needs to be judged. Immutable; named by its digest, the SHA-256 of its OCI manifest, which lists every file
 * with size and digest.
 */
public final class Recipe {
    public static final String MODEL = "model.onnx";
    public static final String INT8_MODEL = "model.int8.onnx";
    public static final String CHECKPOINT = "training.ckpt";
    public static final String GOLDEN_PREFIX = "golden/";
    /** What is neither learned nor judged of what is seen of an image: PNG, white there. */
    public static final String IGNORED = "ignored.png";

    /** What images are laid over: PNG. */
    public static final String REFERENCE = "reference.png";

    public static final String DESCRIPTION = "recipe.json";

    /** Bytes that a recipe from elsewhere may have; the largest one of the paper's profile takes a quarter of it. */
    public static final long MAX_BYTES = 2L << 30;

    static final int MAX_FILES = 256;

    /** Files of the recipes of zones lie within it, each in a directory named by the digits of its digest. */
    private static final String OF_ZONES = "recipes/";

    /** Also what keeps paths such as ../x out. */
    private static final Pattern ALLOWED = Pattern.compile(
            "(?:recipes/[0-9a-f]{64}/)?(?:"
                    + "model\\.onnx|model\\.int8\\.onnx|training\\.ckpt|ignored\\.png|reference\\.png|golden/[A-Za-z0-9][A-Za-z0-9._-]{0,127})");

    private static final long MAX_FILE_BYTES = 4L << 30;
    private static final long MAX_PICTURE_BYTES = 64L << 20;

    private final RecipeDescription description;
    private final SortedMap<String, RecipeFile> files;
    /** Once somebody asked; whichever thread finds it first, it is the same. */
    private @Nullable Sha256 digest;

    /**
     * @param description what it says about itself
     * @param files every file but recipe.json, by path within the recipe
     * @throws IllegalArgumentException for a file that recipes do not have, one that is too large, too many of them, no
     *     model, or a golden image, INT8 model or reference whose files are missing; or, of one with zones, for other files
     *     than those of their recipes
     */
    public Recipe(RecipeDescription description, SortedMap<String, RecipeFile> files) {
        this.description = description;
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        boolean divided = !description.zones().isEmpty();
        if (files.containsKey(MODEL) == divided || files.size() > MAX_FILES) {
            throw new IllegalArgumentException("A recipe has the file " + MODEL
                    + ", unless its zones have recipes of their own, and at most " + MAX_FILES + " files");
        }
        files.forEach(Recipe::requireAllowed);
        if (divided
                ? !files.equals(ofZones(description))
                : files.keySet().stream().anyMatch(Recipe::isOfZone)) {
            throw new IllegalArgumentException("A recipe with zones has the files of their recipes, and no others");
        }
        if (description.int8().isPresent() && !files.containsKey(INT8_MODEL)) {
            throw new IllegalArgumentException(
                    "The recipe describes a model that computes with bytes, but has no file " + INT8_MODEL);
        }
        if (description.registration().isPresent() != files.containsKey(REFERENCE)) {
            throw new IllegalArgumentException(
                    "A recipe has " + REFERENCE + " when images are to be laid over it, and only then");
        }
        for (GoldenImage golden : description.golden()) {
            requireGolden(files, golden.image());
            requireGolden(files, golden.map());
        }
    }

    /** What it says about itself. */
    public RecipeDescription description() {
        return description;
    }

    /** Every file but recipe.json, by path within the recipe. */
    public SortedMap<String, RecipeFile> files() {
        return files;
    }

    /** @throws IllegalArgumentException for a path that no file of a recipe has */
    static void requireAllowed(String path) {
        if (!ALLOWED.matcher(path).matches()) {
            throw new IllegalArgumentException("A recipe has no file named '" + path + "'");
        }
    }

    private static void requireAllowed(String path, RecipeFile file) {
        requireAllowed(path);
        String kind = plain(path);
        boolean picture = kind.startsWith(GOLDEN_PREFIX) || kind.equals(IGNORED) || kind.equals(REFERENCE);
        long maximum = picture ? MAX_PICTURE_BYTES : MAX_FILE_BYTES;
        if (file.size() < 0 || file.size() > maximum) {
            throw new IllegalArgumentException(
                    path + " of " + file.size() + " bytes is too large; at most " + maximum + " are allowed");
        }
    }

    private static void requireGolden(Map<String, RecipeFile> files, String path) {
        if (!plain(path).startsWith(GOLDEN_PREFIX) || !files.containsKey(path)) {
            throw new IllegalArgumentException("The golden set names " + path + ", which is no file of it");
        }
    }

    private static boolean isOfZone(String path) {
        return path.startsWith(OF_ZONES);
    }

    /** The files that the recipes of zones have, by their paths here: one that judges several zones is there once. */
    private static SortedMap<String, RecipeFile> ofZones(RecipeDescription description) {
        SortedMap<String, RecipeFile> files = new TreeMap<>();
        for (Zone zone : description.zones()) {
            zone.recipe().files().forEach((path, file) -> files.put(directory(zone.recipe()) + path, file));
        }
        return files;
    }

    /** Where the files of the recipe of a zone lie in the one that has the zone. */
    static String directory(Recipe ofZone) {
        return OF_ZONES + ofZone.digest().hex() + "/";
    }

    /** A path within the recipe that the file belongs to: that of the zone, for a file of one. */
    static String plain(String path) {
        return isOfZone(path) ? path.substring(path.indexOf('/', OF_ZONES.length()) + 1) : path;
    }

    /** Bytes of all its files. */
    public long bytes() {
        return files.values().stream().mapToLong(RecipeFile::size).sum();
    }

    /** The path of a file with these bytes. */
    Optional<String> path(Sha256 bytes) {
        return files.entrySet().stream()
                .filter(file -> file.getValue().digest().equals(bytes))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The canonical bytes of recipe.json: RFC 8785, sorted names, no white space. */
    public byte[] json() {
        return CanonicalJson.encode(RecipeEncoder.encode(this));
    }

    /** The manifest of the OCI artifact that the recipe is in a registry. */
    public byte[] manifest() {
        return ModelPack.manifest(this);
    }

    /** Asked for with every inspection; to make the manifest takes a millisecond. */
    public Sha256 digest() {
        Sha256 known = digest;
        if (known == null) {
            known = Sha256.of(manifest());
            digest = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Recipe recipe && recipe.digest().equals(digest());
    }

    @Override
    public int hashCode() {
        return digest().hashCode();
    }

    @Override
    public String toString() {
        return description.name() + " " + digest();
    }

    /** A new recipe with the same files that asks for other appliances, derived from this one. */
    public Recipe withRequirements(Requirements requirements, Instant created) {
        Provenance provenance = description.provenance().derived(digest(), created);
        return new Recipe(description.with(requirements, provenance), files);
    }

    /**
     * A new recipe with the same files and another threshold, derived from this one. A model that computes with bytes is left
     * out where its verdicts were not found as good as those in float at that threshold: parts would be judged by what nobody
     * has looked at, and a recipe that judges more slowly is quantised again sooner than wrong verdicts are found.
     */
    public Recipe withThreshold(Threshold threshold, Instant created) {
        Provenance provenance = description.provenance().derived(digest(), created);
        RecipeDescription changed = description.with(threshold, provenance);
        SortedMap<String, RecipeFile> kept = new TreeMap<>(files);
        if (description.int8().isPresent() && changed.int8().isEmpty()) {
            kept.remove(INT8_MODEL);
        }
        return new Recipe(changed, kept);
    }
}
