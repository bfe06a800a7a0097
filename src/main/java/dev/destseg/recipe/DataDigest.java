package dev.destseg.recipe;

/**
 * Data that a recipe was learned from.
 *
 * @param name what it is for people, as "train/good"
 * @param images how many
 * @param digest of their content, in a fixed order
 */
public record DataDigest(String name, int images, Sha256 digest) {
    /** @throws IllegalArgumentException for a negative count */
    public DataDigest {
        if (images < 0) {
            throw new IllegalArgumentException("Data " + name + " has no negative count of images");
        }
    }
}
