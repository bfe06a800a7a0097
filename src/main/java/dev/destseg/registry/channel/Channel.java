package dev.destseg.registry.channel;

import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A state of a channel.
 *
 * @param product whom it is for
 * @param name of the channel, such as {@code stable}
 * @param sequence its number; a later state has a higher one
 * @param recipe that is to judge
 * @param version of the recipe
 * @param percentage of the boxes that take it, from 0 to 100
 * @param seed of the choice of boxes; with another seed others come first
 * @param downgrade whether an older version than the one that judges may take over
 * @param minimum oldest version of the appliance that may take it
 * @param platforms of boxes that may take it, such as {@code linux/amd64}; any when empty
 * @param created when this state was made
 */
public record Channel(
        String product,
        String name,
        long sequence,
        Sha256 recipe,
        String version,
        int percentage,
        String seed,
        boolean downgrade,
        Optional<String> minimum,
        Set<String> platforms,
        Instant created) {
    private static final int HUNDREDTHS = 10_000;

    /** @throws IllegalArgumentException for a value out of its range */
    public Channel {
        platforms = Set.copyOf(platforms);
        if (!RecipeDescription.isName(product)
                || !RecipeDescription.isName(name)
                || !RecipeDescription.isName(version)) {
            throw new IllegalArgumentException("product, channel and version are words, unlike '" + product + "', '"
                    + name + "', '" + version + "'");
        }
        if (sequence < 1 || percentage < 0 || percentage > 100 || seed.length() > 128) {
            throw new IllegalArgumentException(
                    "a channel counts from 1, reaches 0 to 100 percent of the boxes and has a"
                            + " seed of at most 128 characters");
        }
    }

    /**
     * Whether a box is among those that take the recipe. A box that is at some percentage is at every higher one, too.
     *
     * @param identity of the box, the same for ever
     */
    public boolean reaches(String identity) {
        byte[] text = (seed + "\n" + product + "\n" + identity).getBytes(StandardCharsets.UTF_8);
        long place = Long.parseUnsignedLong(Sha256.of(text).hex().substring(0, 12), 16) % HUNDREDTHS;
        return place < percentage * 100L;
    }
}
