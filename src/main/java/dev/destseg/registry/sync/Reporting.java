package dev.destseg.registry.sync;

import dev.destseg.recipe.JudgedProducts;
import dev.destseg.recipe.JudgedProducts.Judged;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.fleet.Fleet;
import dev.destseg.registry.fleet.StationHealth;
import dev.destseg.registry.fleet.StationReport;
import dev.destseg.registry.trust.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reports after a synchronisation: when another recipe judges, or how it stands has changed, and now and then besides. */
final class Reporting implements Consumer<SortedMap<String, ChannelState>> {
    private static final Judged NOTHING = new Judged(0, 0, 0, Duration.ZERO);

    private final RegistrySettings settings;
    private final String station;
    private final String version;
    private final JudgedProducts products;
    private final StationHealth health;
    private final Supplier<Fleet> fleet;
    private final Clock clock;
    private Optional<StationReport> last = Optional.empty();

    /** @param fleet where reports go, when there is such a place */
    Reporting(
            RegistrySettings settings,
            String station,
            String version,
            JudgedProducts products,
            StationHealth health,
            Supplier<Fleet> fleet,
            Clock clock) {
        this.settings = settings;
        this.station = station;
        this.version = version;
        this.products = products;
        this.health = health;
        this.fleet = fleet;
        this.clock = clock;
    }

    @Override
    public void accept(SortedMap<String, ChannelState> states) {
        if (settings.reports().isEmpty() || settings.key().isEmpty()) {
            return;
        }
        SortedSet<String> names = new TreeSet<>(states.keySet());
        names.addAll(products.products());
        List<StationReport.Product> judged = names.stream()
                .map(name -> product(name, Optional.ofNullable(states.get(name))))
                .toList();
        StationReport report = new StationReport(station, clock.instant(), version, Optional.of(health.now()), judged);
        if (isDue(report)) {
            fleet.get().report(report, SigningKey.read(settings.key().get()));
            last = Optional.of(report);
        }
    }

    private boolean isDue(StationReport report) {
        return last.isEmpty()
                || !last.get().stands().equals(report.stands())
                || !report.time().isBefore(last.get().time().plus(settings.reportEvery()));
    }

    private StationReport.Product product(String name, Optional<ChannelState> state) {
        Optional<Sha256> judging = products.judging(name);
        Judged counts = judging.map(recipe -> products.judged(name, recipe, Instant.EPOCH))
                .orElse(NOTHING);
        return new StationReport.Product(
                name,
                judging.map(Sha256::toString).orElse(""),
                state.map(ChannelState::words).orElse("it follows no channel"),
                products.drifts(name),
                counts.parts(),
                counts.rejected());
    }
}
