package dev.destseg.dataset;

import java.util.List;

/**
 * The images of one product, in an order that depends on the names alone. Immutable.
 *
 * @param name of the product, from its folder
 * @param train good images to learn from
 * @param test good and defective images to judge; may be empty
 */
public record Dataset(String name, List<Sample> train, List<Sample> test) {
    /** @throws IllegalArgumentException when a defective image is among those to learn from */
    public Dataset {
        train = List.copyOf(train);
        test = List.copyOf(test);
        if (train.stream().anyMatch(Sample::isDefective)) {
            throw new IllegalArgumentException("Only good images are learned from, in " + name + " too");
        }
    }
}
