package dev.destseg.recipe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which recipe judges a product.
 *
 * @param active the one that judges
 * @param before those that judged before it, the last first, at most 10: what roll back returns to
 */
public record Activation(Sha256 active, List<Sha256> before) {
    private static final int REMEMBERED = 10;

    /** @throws IllegalArgumentException when too many are remembered */
    public Activation {
        before = List.copyOf(before);
        if (before.size() > REMEMBERED) {
            throw new IllegalArgumentException("At most " + REMEMBERED + " recipes are remembered for a product");
        }
    }

    static Activation first(Sha256 recipe) {
        return new Activation(recipe, List.of());
    }

    Activation next(Sha256 recipe) {
        if (recipe.equals(active)) {
            return this;
        }
        Stream<Sha256> others =
                Stream.concat(Stream.of(active), before.stream()).filter(other -> !other.equals(recipe));
        return new Activation(recipe, others.limit(REMEMBERED).toList());
    }

    /** The activation before this one, if there was one. */
    Optional<Activation> rolledBack() {
        return before.stream().findFirst().map(last -> new Activation(last, before.subList(1, before.size())));
    }

    Activation without(Sha256 recipe) {
        return new Activation(
                active, before.stream().filter(other -> !other.equals(recipe)).toList());
    }
}
