package dev.destseg.recipe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which recipe judges a product.
 *
 * @param active the one that judges
 * @param before those that judged before it, the last first, at most 10: what roll back returns to
 * @param candidate one that judges beside it for comparison
 */
public record Activation(Sha256 active, List<Sha256> before, Optional<Sha256> candidate) {
    private static final int REMEMBERED = 10;

    /** @throws IllegalArgumentException when too many are remembered, or the active recipe is its own candidate */
    public Activation {
        before = List.copyOf(before);
        if (before.size() > REMEMBERED) {
            throw new IllegalArgumentException("At most " + REMEMBERED + " recipes are remembered for a product");
        }
        if (candidate.equals(Optional.of(active))) {
            throw new IllegalArgumentException("The active recipe " + active + " is no candidate");
        }
    }

    static Activation first(Sha256 recipe) {
        return new Activation(recipe, List.of(), Optional.empty());
    }

    /** A candidate that becomes active is none any more. */
    Activation next(Sha256 recipe) {
        if (recipe.equals(active)) {
            return this;
        }
        Stream<Sha256> others =
                Stream.concat(Stream.of(active), before.stream()).filter(other -> !other.equals(recipe));
        return new Activation(recipe, others.limit(REMEMBERED).toList(), candidateBeside(recipe));
    }

    /** The activation of one that judged before this one, if it did; those after it are forgotten. */
    Optional<Activation> rolledBackTo(Sha256 recipe) {
        int place = before.indexOf(recipe);
        return place < 0
                ? Optional.empty()
                : Optional.of(
                        new Activation(recipe, before.subList(place + 1, before.size()), candidateBeside(recipe)));
    }

    private Optional<Sha256> candidateBeside(Sha256 recipe) {
        return candidate.filter(other -> !other.equals(recipe));
    }

    Activation without(Sha256 recipe) {
        return new Activation(
                active, before.stream().filter(other -> !other.equals(recipe)).toList(), candidate);
    }

    Activation with(Optional<Sha256> other) {
        return new Activation(active, before, other);
    }

    /** Those that judge, and the one that roll back returns to. */
    List<Sha256> needed() {
        return Stream.of(Stream.of(active), candidate.stream(), before.stream().limit(1))
                .flatMap(each -> each)
                .toList();
    }

    boolean uses(Sha256 recipe) {
        return active.equals(recipe) || candidate.equals(Optional.of(recipe));
    }
}
