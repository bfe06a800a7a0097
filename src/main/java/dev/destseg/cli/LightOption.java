package dev.destseg.cli;

import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.tensor.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the light on parts is: {@code @Mixin LightOption light}. */
final class LightOption {
    @Option(
            names = "--light",
            paramLabel = "HOW",
            description =
                    "The light on parts, with the profile instant: steady, or changing, which judges every part as if it were as"
                            + " bright as all others, so that a light that fades rejects no good parts; what is darker or brighter as a whole is"
                            + " no defect then (default: steady, or that of the recipe to go on from).")
    @Nullable
    private String how;

    /** Steady where nothing is said; a recipe that is gone on from keeps its own. */
    Light light() {
        return how == null ? Light.STEADY : Light.of(how);
    }

    /** @throws InputException where it is changing for a profile that judges images as they are taken */
    void requireInstant(String profile) {
        if (light() != Light.STEADY && !profile.equals(InstantModel.PROFILE)) {
            throw new InputException("--light " + how + " goes with the profile " + InstantModel.PROFILE + "; "
                    + profile + " judges images as they are taken");
        }
    }
}
