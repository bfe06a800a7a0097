package dev.destseg.inspection.products;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What recipes this box keeps: keys that begin with {@code destseg.recipes}. */
@ConfigMapping(prefix = "destseg.recipes")
public interface RecipeSettings {
    /** How many recipes of a name are kept; those that judge, and the one before each, are kept in any case. */
    @WithDefault("10")
    int keep();

    /** Most recipes that judge for comparison beside active ones; each takes the memory of its networks. */
    @WithDefault("1")
    int candidates();

    /** Key of this box, which seals the files of recipes on its disk; they lie open when absent. */
    Optional<Path> boxKey();

    /** Whether they are sealed; when not, those that are sealed are opened at the next start. */
    @WithDefault("true")
    boolean seal();

    /** Whether a box without any recipe learns a demo product by itself. */
    @WithDefault("true")
    boolean demo();
}
