package dev.destseg.inspection.products;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.drift.DriftWatch;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.VerdictCount;
import dev.destseg.recipe.JudgedProducts;
import dev.destseg.recipe.Sha256;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The products of this box, for recipes that come from a registry. */
@Singleton
class ProductsForRegistry implements JudgedProducts {
    private static final int LAST = 50;

    private final ActiveRecipes active;
    private final Products products;
    private final Shadows shadows;
    private final Journal journal;
    private final DriftWatch drift;

    ProductsForRegistry(ActiveRecipes active, Products products, Shadows shadows, Journal journal, DriftWatch drift) {
        this.shadows = shadows;
        this.active = active;
        this.products = products;
        this.journal = journal;
        this.drift = drift;
    }

    @Override
    public Set<String> products() {
        return active.all().stream().map(ActiveRecipe::product).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Sha256> judging(String product) {
        return active.find(product).map(ActiveRecipe::digest);
    }

    @Override
    public void activate(String product, Sha256 recipe, String who) {
        products.activate(product, recipe, who);
    }

    @Override
    public void rollBack(String product, String who, String why) {
        products.rollBack(product, who, Optional.of(why));
    }

    @Override
    public void rollBackTo(String product, Sha256 recipe, String who, String why) {
        products.rollBackTo(product, recipe, who, Optional.of(why));
    }

    @Override
    public void keepRevoked(String product, Sha256 recipe, String who, String why) {
        ObjectNode details = ChangeLog.recipe(recipe).put("product", product).put("why", why);
        journal.append(new Event(Clock.systemUTC().instant(), Event.REVOCATION, who, details));
    }

    @Override
    public void compare(String product, Sha256 recipe, String who) {
        products.shadow(product, recipe, who);
    }

    @Override
    public Optional<Long> compared(String product, Sha256 recipe) {
        return shadows.find(product)
                .filter(shadow -> shadow.candidate().equals(recipe))
                .map(shadow -> shadow.counts().agreed() + shadow.counts().disagreed());
    }

    @Override
    public Judged judged(String product, Sha256 recipe, Instant since) {
        InspectionFilter filter =
                InspectionFilter.ALL.withProduct(product).withRecipe(recipe).withFrom(since);
        List<VerdictCount> counts = journal.queries().counts(filter);
        List<Duration> times = journal.queries().list(filter, Optional.empty(), LAST).entries().stream()
                .map(ProductsForRegistry::time)
                .sorted()
                .toList();
        return new Judged(
                counts.stream().mapToLong(VerdictCount::inspections).sum(),
                count(counts, Verdict.DEFECT),
                count(counts, Verdict.CANNOT_JUDGE),
                times.isEmpty() ? Duration.ZERO : times.get(times.size() / 2));
    }

    @Override
    public List<String> drifts(String product) {
        return drift.states().getOrDefault(product, Map.of()).entrySet().stream()
                .filter(trait -> trait.getValue().alarmed())
                .map(trait -> trait.getKey().name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Duration time(InspectionEntry entry) {
        return entry.part().timings().getOrDefault("network", Duration.ZERO);
    }

    private static long count(List<VerdictCount> counts, Verdict verdict) {
        return counts.stream()
                .filter(count -> count.verdict() == verdict)
                .mapToLong(VerdictCount::inspections)
                .sum();
    }
}
