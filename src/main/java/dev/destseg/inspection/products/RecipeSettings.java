package dev.destseg.inspection.products;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What recipes this box keeps: keys that begin with {@code destseg.recipes}. */
@ConfigMapping(prefix = "destseg.recipes")
public interface RecipeSettings {
    /** How many recipes of a name are kept; those that judge, and the one before each, are kept in any case. */
    @WithDefault("10")
    int keep();

    /** Most recipes that judge for comparison beside active ones; each takes the memory of its networks. */
    @WithDefault("1")
    int candidates();

    /** Whether a box without any recipe learns a demo product by itself. */
    @WithDefault("true")
    boolean demo();
}
