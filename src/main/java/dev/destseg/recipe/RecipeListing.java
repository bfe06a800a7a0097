package dev.destseg.recipe;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a store holds.
 *
 * @param recipes the newest first
 * @param damaged what is wrong with each recipe that cannot be read
 */
public record RecipeListing(List<Recipe> recipes, SortedMap<Sha256, String> damaged) {
    private static final Comparator<Recipe> NEWEST_FIRST = Comparator.comparing(
                    (Recipe recipe) -> recipe.description().provenance().created())
            .reversed()
            .thenComparing(Recipe::digest);

    public RecipeListing {
        recipes = List.copyOf(recipes);
        damaged = Collections.unmodifiableSortedMap(new TreeMap<>(damaged));
    }

    /** By the manifests alone. */
    static RecipeListing of(StoreDirectory directory) throws IOException {
        List<Recipe> recipes = new ArrayList<>();
        SortedMap<Sha256, String> damaged = new TreeMap<>();
        for (Sha256 digest : directory.digests()) {
            try {
                recipes.add(directory.describe(digest));
            } catch (InputException e) {
                damaged.put(digest, e.getMessage());
            }
        }
        recipes.sort(NEWEST_FIRST);
        return new RecipeListing(recipes, damaged);
    }

    public boolean isEmpty() {
        return recipes.isEmpty() && damaged.isEmpty();
    }

    /** All but the newest of each name, except those needed. */
    List<Sha256> surplus(int count, Set<Sha256> needed) {
        List<Sha256> surplus = new ArrayList<>();
        Map<String, Integer> kept = new TreeMap<>();
        for (Recipe recipe : recipes) {
            boolean more = kept.merge(recipe.description().name(), 1, Integer::sum) > count;
            if (more && !needed.contains(recipe.digest())) {
                surplus.add(recipe.digest());
            }
        }
        return surplus;
    }
}
