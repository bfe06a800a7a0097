package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.InputSize;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Images of a recipe whose score is known. An engine that gives other scores is not to be trusted. A recipe without such
 * images is checked with a black one, of which it is only known that it must have a score. Immutable.
 */
final class GoldenSet {
    private final List<Entry> entries;

    private GoldenSet(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** @param expected the score; empty when any score will do */
    record Entry(String name, Image image, OptionalDouble expected) {}

    /** @throws InputException when an image of it cannot be read */
    static GoldenSet of(StoredRecipe stored) {
        List<Entry> entries = new ArrayList<>();
        for (GoldenImage golden : stored.recipe().description().golden()) {
            Image image = new ImageReader().read(stored.bytes(golden.image()), golden.image());
            entries.add(new Entry(golden.image(), image, OptionalDouble.of(golden.score())));
        }
        if (entries.isEmpty()) {
            InputSize size = stored.recipe().description().inputSize();
            Image black = new Image(size.width(), size.height(), new byte[3 * size.width() * size.height()]);
            entries.add(new Entry("a black image", black, OptionalDouble.empty()));
        }
        return new GoldenSet(entries);
    }

    int size() {
        return entries.size();
    }

    /** The image of this number, counted round and round. */
    Entry entry(int number) {
        return entries.get(Math.floorMod(number, entries.size()));
    }

    /** The images of the recipe as the networks see them; not the one that stands in for them. */
    List<Image> prepared(Preprocessing preprocessing) {
        return entries.stream()
                .filter(entry -> entry.expected().isPresent())
                .map(entry -> preprocessing.apply(entry.image()))
                .toList();
    }
}
