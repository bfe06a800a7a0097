package dev.destseg.recipe;

import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resampling;
import java.util.List;
import java.util.Optional;

/** Descriptions of recipes that judge in one piece, as images lie, without requirements. */
public final class PlainDescription {
    private PlainDescription() {}

    public static RecipeDescription of(
            String name,
            String version,
            String profile,
            InputSize inputSize,
            Optional<RegionOfInterest> regionOfInterest,
            Threshold threshold,
            ScoreDefinition score,
            List<GoldenImage> golden,
            Optional<GoodTraits> goodTraits,
            Optional<Int8Model> int8,
            Provenance provenance) {
        return new RecipeDescription(
                name,
                version,
                profile,
                inputSize,
                regionOfInterest,
                Optional.empty(),
                Optional.empty(),
                Resampling.TRIANGLE,
                threshold,
                score,
                golden,
                goodTraits,
                int8,
                Requirements.NONE,
                provenance);
    }

    /** Without a model that computes with bytes. */
    public static RecipeDescription of(
            String name,
            String version,
            String profile,
            InputSize inputSize,
            Optional<RegionOfInterest> regionOfInterest,
            Threshold threshold,
            ScoreDefinition score,
            List<GoldenImage> golden,
            Optional<GoodTraits> goodTraits,
            Provenance provenance) {
        return of(
                name,
                version,
                profile,
                inputSize,
                regionOfInterest,
                threshold,
                score,
                golden,
                goodTraits,
                Optional.empty(),
                provenance);
    }

    /** Without what the good images looked like. */
    public static RecipeDescription of(
            String name,
            String version,
            String profile,
            InputSize inputSize,
            Optional<RegionOfInterest> regionOfInterest,
            Threshold threshold,
            ScoreDefinition score,
            List<GoldenImage> golden,
            Provenance provenance) {
        return of(
                name,
                version,
                profile,
                inputSize,
                regionOfInterest,
                threshold,
                score,
                golden,
                Optional.empty(),
                provenance);
    }
}
