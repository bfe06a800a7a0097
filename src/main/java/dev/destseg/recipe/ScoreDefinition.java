package dev.destseg.recipe;

/**
 * How the score of an image follows from its map: the mean of its highest values.
 *
 * @param map which map
 * @param highest how many values, T in the paper
 */
public record ScoreDefinition(ScoreMap map, int highest) {
    /** @throws IllegalArgumentException when there are no values */
    public ScoreDefinition {
        if (highest < 1) {
            throw new IllegalArgumentException("A score is the mean of at least one value, not of " + highest);
        }
    }
}
