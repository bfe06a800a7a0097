package dev.destseg.recipe;

import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resampling;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recipe made of others, each of which judges a zone of the image. It carries them whole, so that it is signed, checked,
 * activated and rolled back as one, and each zone is judged exactly as by its recipe alone.
 */
public final class Composition {
    /** The profile of such recipes. */
    public static final String PROFILE = "zones";

    /** Pixels of a side of the map that zones are put together on: as many as the journal keeps. */
    private static final int LONGEST_SIDE = 1024;

    private final List<Zone> zones = new ArrayList<>();
    private final Map<Sha256, StoredRecipe> sources = new LinkedHashMap<>();

    /**
     * Adds a zone.
     *
     * @param box what the recipe is to see as a whole image; the whole image when absent
     * @throws InputException when this can be no zone
     */
    public Composition add(String name, Optional<RegionOfInterest> box, StoredRecipe recipe) {
        try {
            zones.add(new Zone(name, box, recipe.recipe()));
        } catch (IllegalArgumentException e) {
            throw new InputException(recipe.directory() + " cannot judge a zone: " + e.getMessage(), e);
        }
        if (recipe.recipe().description().golden().isEmpty()) {
            throw new InputException(recipe.directory()
                    + " has no golden set, without which no recipe may judge on a box;" + " learn it again");
        }
        sources.put(recipe.recipe().digest(), recipe);
        return this;
    }

    /**
     * Writes the recipe of all zones that were added.
     *
     * @throws InputException when they make no recipe, or the target may not be written
     */
    public StoredRecipe write(
            String name, String version, String tool, Instant created, Path target, RecipeWriter.Existing existing) {
        return RecipeWriter.write(description(name, version, tool, created), contents(), target, existing);
    }

    /**
     * The recipe of all zones that were added, which is not written yet.
     *
     * @throws InputException when they make no recipe
     */
    public Recipe recipe(String name, String version, String tool, Instant created) {
        SortedMap<String, RecipeFile> files = new TreeMap<>();
        sources.values().forEach(source -> source.recipe()
                .files()
                .forEach((file, bytes) -> files.put(Recipe.directory(source.recipe()) + file, bytes)));
        return new Recipe(description(name, version, tool, created), files);
    }

    /** What its files hold, by path. */
    public Map<String, Content> contents() {
        Map<String, Content> contents = new TreeMap<>();
        sources.values().forEach(source -> source.recipe()
                .files()
                .keySet()
                .forEach(file -> contents.put(Recipe.directory(source.recipe()) + file, source.content(file))));
        return contents;
    }

    private RecipeDescription description(String name, String version, String tool, Instant created) {
        if (zones.isEmpty()) {
            throw new InputException("A recipe of zones has at least one");
        }
        try {
            return new RecipeDescription(
                    name,
                    version,
                    PROFILE,
                    size(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Resampling.TRIANGLE,
                    threshold(),
                    new ScoreDefinition(ScoreMap.ZONES, 1),
                    golden(),
                    Optional.empty(),
                    Optional.empty(),
                    Requirements.NONE, // Those of its recipes hold for it.
                    zones,
                    provenance(tool, created));
        } catch (IllegalArgumentException e) {
            throw new InputException("The zones make no recipe: " + e.getMessage(), e);
        }
    }

    /** At which no zone has fewer pixels than its networks see, unless that would be very many. */
    private InputSize size() {
        double width = 1;
        double height = 1;
        for (Zone zone : zones) {
            RegionOfInterest seen = zone.seen();
            width = Math.max(width, zone.recipe().description().tiles().width() / (seen.right() - seen.left()));
            height = Math.max(height, zone.recipe().description().tiles().height() / (seen.bottom() - seen.top()));
        }
        return new InputSize(
                (int) Math.min(LONGEST_SIDE, Math.round(width)), (int) Math.min(LONGEST_SIDE, Math.round(height)));
    }

    private Threshold threshold() {
        int images = zones.stream()
                .mapToInt(zone -> zone.recipe().description().threshold().images())
                .sum();
        return new Threshold(
                Zone.THRESHOLD,
                PROFILE,
                "The score tells how far the worst zone is on its own scale, where its recipe's threshold is "
                        + Zone.THRESHOLD + ".",
                images,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private List<GoldenImage> golden() {
        List<GoldenImage> golden = new ArrayList<>();
        for (StoredRecipe source : sources.values()) {
            String directory = Recipe.directory(source.recipe());
            source.recipe()
                    .description()
                    .golden()
                    .forEach(each -> golden.add(
                            new GoldenImage(directory + each.image(), directory + each.map(), each.score())));
        }
        return golden;
    }

    private Provenance provenance(String tool, Instant created) {
        Set<DataDigest> data = new LinkedHashSet<>();
        zones.forEach(
                zone -> data.addAll(zone.recipe().description().provenance().data()));
        return new Provenance(
                List.copyOf(data),
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                tool,
                Optional.empty(),
                Optional.empty(),
                created);
    }
}
