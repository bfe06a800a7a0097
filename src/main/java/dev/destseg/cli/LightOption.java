package dev.destseg.cli;

import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the light on parts is: {@code @Mixin LightOption light}. */
final class LightOption {
    @Option(
            names = "--light",
            paramLabel = "HOW",
            description =
                    "The light on parts, with the profile instant: steady, or changing, which judges every part as if it were as"
                            + " bright as all others, so that less or more light rejects no more good parts, as long as the camera"
                            + " does not cut at white; what is darker or brighter as a whole, or over a whole tile, is no defect"
                            + " then (default: steady, or that of the recipe to go on from).")
    @Nullable
    private String how;

    /** Absent where nothing is said. */
    Optional<Light> light() {
        return Optional.ofNullable(how).map(Light::of);
    }

    /** Where nothing is said, that of the recipe to go on from, or steady. */
    Light light(Optional<StoredRecipe> from) {
        return light().orElseGet(() ->
                from.map(recipe -> recipe.recipe().description().light()).orElse(Light.STEADY));
    }

    /** @throws InputException where it is changing for a profile that judges images as they are taken */
    void requireInstant(String profile) {
        if (light().equals(Optional.of(Light.CHANGING)) && !profile.equals(InstantModel.PROFILE)) {
            throw new InputException("--light " + how + " goes with the profile " + InstantModel.PROFILE + "; "
                    + profile + " judges images as they are taken");
        }
    }
}
