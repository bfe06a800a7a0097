package dev.destseg.recipe;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a recipe needs of the appliance that judges by it.
 *
 * @param appliance oldest version of the software
 * @param platforms of the box, as {@code linux/arm64}; any when empty
 */
public record Requirements(Optional<String> appliance, SortedSet<String> platforms) {
    public static final Requirements NONE = new Requirements(Optional.empty(), new TreeSet<>());

    private static final int MOST = 16;
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9]{1,32}/[a-z0-9_]{1,32}");

    /** @throws IllegalArgumentException for what is no version or platform */
    public Requirements {
        platforms = Collections.unmodifiableSortedSet(new TreeSet<>(platforms));
        appliance.filter(version -> !RecipeDescription.isName(version)).ifPresent(version -> {
            throw new IllegalArgumentException("'" + version + "' is no version of the appliance, as 1.2.0 is");
        });
        for (String platform : platforms) {
            if (!PLATFORM.matcher(platform).matches()) {
                throw new IllegalArgumentException("'" + platform + "' is no platform, as linux/arm64 is");
            }
        }
        if (platforms.size() > MOST) {
            throw new IllegalArgumentException("a recipe names at most " + MOST + " platforms");
        }
    }

    boolean isNone() {
        return appliance.isEmpty() && platforms.isEmpty();
    }
}
