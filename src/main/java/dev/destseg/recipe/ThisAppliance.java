package dev.destseg.recipe;

import dev.destseg.recipe.RecipeRefusedException.Cause;
import java.util.Locale;
import java.util.Optional;

/**
 * What recipes may ask of the appliance that keeps them.
 *
 * @param version of the software; nothing is asked when absent
 * @param platform such as {@code linux/amd64}
 */
public record ThisAppliance(Optional<String> version, String platform) {
    /** Takes every recipe, for tools that judge nothing. */
    public static final ThisAppliance ANY = new ThisAppliance(Optional.empty(), "");

    /** The platform of this machine, as registries write it. */
    public static String platformHere() {
        String machine = System.getProperty("os.arch");
        return System.getProperty("os.name").toLowerCase(Locale.ROOT) + "/"
                + (machine.equals("aarch64") ? "arm64" : machine);
    }

    /** This machine. */
    public static ThisAppliance of(String version) {
        return new ThisAppliance(Optional.of(version), platformHere());
    }

    /** @throws RecipeRefusedException when a recipe is for another appliance */
    void requireFit(Recipe recipe) {
        recipe.description().zones().forEach(zone -> requireFit(zone.recipe()));
        Requirements required = recipe.description().requirements();
        if (version.isEmpty()) {
            return;
        }
        required.appliance()
                .filter(oldest -> Version.compare(version.get(), oldest) < 0)
                .ifPresent(oldest -> {
                    throw new RecipeRefusedException(
                            Cause.UNSUITABLE,
                            "The recipe " + recipe.digest() + " needs an appliance of version " + oldest
                                    + " or later; this is " + version.get() + ". Update it");
                });
        if (!required.platforms().isEmpty() && !required.platforms().contains(platform)) {
            throw new RecipeRefusedException(
                    Cause.UNSUITABLE,
                    "The recipe " + recipe.digest() + " is for " + String.join(", ", required.platforms())
                            + "; this box is " + platform + ". Get the one that was made for it");
        }
    }
}
