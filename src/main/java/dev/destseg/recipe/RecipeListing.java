package dev.destseg.recipe;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a store holds.
 *
 * @param recipes the newest first
 * @param damaged what is wrong with each recipe that cannot be read
 */
public record RecipeListing(List<Recipe> recipes, SortedMap<Sha256, String> damaged) {
    public RecipeListing {
        recipes = List.copyOf(recipes);
        damaged = Collections.unmodifiableSortedMap(new TreeMap<>(damaged));
    }
}
