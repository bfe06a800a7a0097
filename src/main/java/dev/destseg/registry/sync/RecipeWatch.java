package dev.destseg.registry.sync;

import dev.destseg.recipe.JudgedProducts;
import dev.destseg.recipe.JudgedProducts.Judged;
import dev.destseg.recipe.Sha256;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Looks whether a recipe that has just taken over does well. */
record RecipeWatch(JudgedProducts products, RegistrySettings.WatchSettings settings) {
    boolean isOver(Instant since, Instant now) {
        return !now.isBefore(since.plus(settings.window()));
    }

    /**
     * @param before the recipe that judged before, for the time that it took
     * @return what is wrong; nothing while too few parts were judged to know
     */
    Optional<String> problem(String product, Sha256 recipe, Optional<Sha256> before, Instant since) {
        Judged judged = products.judged(product, recipe, since);
        if (judged.parts() < settings.parts()) {
            return Optional.empty();
        }
        double rejects = (double) judged.rejected() / judged.parts();
        double unjudged = (double) judged.unjudged() / judged.parts();
        if (rejects > settings.rejects()) {
            return Optional.of(share(judged.rejected(), judged, "rejected", settings.rejects()));
        }
        if (unjudged > settings.unjudged()) {
            return Optional.of(share(judged.unjudged(), judged, "could not be judged", settings.unjudged()));
        }
        return before.flatMap(other -> slow(judged, products.judged(product, other, Instant.EPOCH)));
    }

    private static String share(long count, Judged judged, String what, double most) {
        return String.format(
                Locale.ROOT, "%d of %d parts %s, more than %.0f %%", count, judged.parts(), what, 100 * most);
    }

    private Optional<String> slow(Judged now, Judged before) {
        if (settings.latency().isEmpty() || before.time().isZero()) {
            return Optional.empty();
        }
        double ratio = (double) now.time().toNanos() / before.time().toNanos();
        return ratio > settings.latency().getAsDouble()
                ? Optional.of(String.format(Locale.ROOT, "its network takes %.1f times as long", ratio))
                : Optional.empty();
    }
}
