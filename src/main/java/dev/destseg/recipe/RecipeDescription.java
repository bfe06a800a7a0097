package dev.destseg.recipe;

import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resampling;
import dev.destseg.image.Tiles;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a recipe says about itself, without its files.
 *
 * @param name of the product: letters, digits, '.', '_', '-'; at most 128
 * @param version of the recipe, of the same characters
 * @param profile of the networks
 * @param inputSize size that the networks take; images are resized to it, or to that of the tiling
 * @param regionOfInterest the part of an image that is judged; all of it when absent
 * @param tiling how that is judged in pieces; in one when absent
 * @param registration how images are laid over a reference before; as they lie when absent
 * @param resampling how images are made smaller
 * @param threshold score at and above which the verdict is DEFECT
 * @param score how the score follows from a map
 * @param golden images to check an engine with
 * @param int8 the model that computes with bytes, where the recipe carries one that is fit to judge
 * @param goodTraits what the good images looked like; recipes made before this was recorded lack it
 * @param requirements what it needs of an appliance
 * @param zones parts of an image that recipes of their own judge; where there are any, this recipe has no networks, and size,
 *     threshold and score are those of what the zones come to together
 * @param provenance where the recipe comes from
 */
public record RecipeDescription(
        String name,
        String version,
        String profile,
        InputSize inputSize,
        Optional<RegionOfInterest> regionOfInterest,
        Optional<Tiling> tiling,
        Optional<Registration> registration,
        Resampling resampling,
        Threshold threshold,
        ScoreDefinition score,
        List<GoldenImage> golden,
        Optional<GoodTraits> goodTraits,
        Optional<Int8Model> int8,
        Requirements requirements,
        List<Zone> zones,
        Provenance provenance) {
    static final int MOST_ZONES = 32;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /**
     * @throws IllegalArgumentException for a name, version or profile with other characters, a tiling that the input size
     *     does not fit into, or zones of the same name
     */
    public RecipeDescription {
        golden = List.copyOf(golden);
        zones = List.copyOf(zones);
        long names = zones.stream().map(Zone::name).distinct().count();
        if (names < zones.size() || names > MOST_ZONES) {
            throw new IllegalArgumentException(
                    "A recipe has at most " + MOST_ZONES + " zones, each with a name of its own");
        }
        tiling.ifPresent(pieces -> new Tiles(
                pieces.whole().width(),
                pieces.whole().height(),
                inputSize.width(),
                inputSize.height(),
                pieces.overlap()));
        for (String word : List.of(name, version, profile)) {
            if (!isName(word)) {
                throw new IllegalArgumentException("A recipe's name, version and profile have letters, digits, '.', '_'"
                        + " and '-', start with a letter or digit and have at most 128 of them, unlike '" + word
                        + "'");
            }
        }
    }

    /** Without zones. */
    public RecipeDescription(
            String name,
            String version,
            String profile,
            InputSize inputSize,
            Optional<RegionOfInterest> regionOfInterest,
            Optional<Tiling> tiling,
            Optional<Registration> registration,
            Resampling resampling,
            Threshold threshold,
            ScoreDefinition score,
            List<GoldenImage> golden,
            Optional<GoodTraits> goodTraits,
            Optional<Int8Model> int8,
            Requirements requirements,
            Provenance provenance) {
        this(
                name,
                version,
                profile,
                inputSize,
                regionOfInterest,
                tiling,
                registration,
                resampling,
                threshold,
                score,
                golden,
                goodTraits,
                int8,
                requirements,
                List.of(),
                provenance);
    }

    /** Whether a text can be the name of a recipe, and of a product. */
    public static boolean isName(String text) {
        return WORD.matcher(text).matches();
    }

    /** @throws InputException when a text can be no name of a product */
    static void requireProduct(String text) {
        if (!isName(text)) {
            throw new InputException("'" + text + "' is no name of a product; give up to 128 letters, digits, '.', '_'"
                    + " and '-' that start with a letter or digit");
        }
    }

    /** A text as a recipe's name: what a name cannot have becomes '-'. */
    public static String nameOf(String text) {
        String name = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? "product" : name.substring(0, Math.min(128, name.length()));
    }

    /** That it was learned for; where light changes, images are judged as if all were equally bright. */
    public Light light() {
        return profile.equals(InstantModel.PROFILE) ? Light.in(provenance.settings()) : Light.STEADY;
    }

    /** How an image is cut into what the networks take. */
    public Tiles tiles() {
        InputSize whole = tiling.map(Tiling::whole).orElse(inputSize);
        return new Tiles(
                whole.width(),
                whole.height(),
                inputSize.width(),
                inputSize.height(),
                tiling.map(Tiling::overlap).orElse(0));
    }

    /** Without the model that computes with bytes where that was not found fit for this threshold. */
    RecipeDescription with(Threshold other, Provenance from) {
        boolean same = other.value() == threshold.value();
        return with(other, int8.filter(model -> same || model.isFitFor(other.value())), requirements, from);
    }

    RecipeDescription with(Int8Model other, Provenance from) {
        return with(threshold, Optional.of(other), requirements, from);
    }

    RecipeDescription with(Requirements other, Provenance from) {
        return with(threshold, int8, other, from);
    }

    private RecipeDescription with(Threshold level, Optional<Int8Model> bytes, Requirements needs, Provenance from) {
        return new RecipeDescription(
                name,
                version,
                profile,
                inputSize,
                regionOfInterest,
                tiling,
                registration,
                resampling,
                level,
                score,
                golden,
                goodTraits,
                bytes,
                needs,
                zones,
                from);
    }
}
