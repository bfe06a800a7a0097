package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.registry.fleet.Fleet;
import dev.destseg.registry.fleet.StationReport;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the boxes of a plant. */
@Command(
        name = "fleet",
        description = {
            "Lists the boxes that report to a registry: when each was last seen, whether it can judge and what its health warns"
                    + " of, which recipe judges each product, how it stands, and what drifts.",
            "",
            "Reports count when a key signed them that the policy names for the repository. The exit code is 1 when one"
                    + " does not, a box is silent or cannot judge, its health warns, or something drifts."
        },
        footer = {
            "  destseg fleet registry.plant.example/fleet/reports --policy trust-policy.json",
            "  destseg fleet registry.plant.example/fleet/reports --policy trust-policy.json --silent-after 8h"
        })
final class FleetCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "REPOSITORY", description = "REGISTRY/REPOSITORY that the boxes report to.")
    String repository;

    @Option(
            names = "--silent-after",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "Age of its last report from which on a box counts as silent, such as 15m, 8h or 2d"
                    + " (default: ${DEFAULT-VALUE}).")
    Duration silentAfter = Duration.ofHours(1);

    @Mixin
    PolicyOption policy = new PolicyOption();

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    JsonOption json = new JsonOption();

    FleetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TrustPolicy rules = policy.read()
                .orElseThrow(() -> new InputException("Give --policy FILE, which says whose reports count"));
        Instant now = Instant.now();
        List<Fleet.Member> members =
                new Fleet(registry.client(), Reference.parse(repository).repository()).list(rules, now);
        members.forEach(member -> print(member, now));
        return members.stream().allMatch(member -> isWell(member, now)) ? ExitCode.DONE : ExitCode.NEGATIVE;
    }

    private boolean isWell(Fleet.Member member, Instant now) {
        return member.verified()
                && member.report()
                        .filter(report -> !isSilent(report, now))
                        .filter(report ->
                                report.health().map(FleetCommand::isWell).orElse(true))
                        .filter(report -> report.products().stream()
                                .allMatch(product -> product.drifts().isEmpty()))
                        .isPresent();
    }

    private static boolean isWell(StationReport.Health health) {
        return health.ready() && health.warnings().isEmpty();
    }

    private boolean isSilent(StationReport report, Instant now) {
        return Duration.between(report.time(), now).compareTo(silentAfter) >= 0;
    }

    private void print(Fleet.Member member, Instant now) {
        if (json.requested()) {
            console.print(json(member, now));
            return;
        }
        String seen = member.report()
                .map(report -> (isSilent(report, now) ? "SILENT, last seen " : "seen ") + report.time() + ", version "
                        + report.version()
                        + report.health().map(FleetCommand::words).orElse(""))
                .orElse("no report");
        console.print(member.station() + ": " + seen + (member.verified() ? "" : "; NOT VERIFIED: " + member.words()));
        member.report().stream()
                .flatMap(report -> report.products().stream())
                .forEach(product -> console.print("  " + words(product)));
    }

    private static String words(StationReport.Health health) {
        return (health.ready() ? ", ready" : ", CANNOT JUDGE")
                + (health.warnings().isEmpty() ? "" : ", WARNS OF: " + String.join(", ", health.warnings()));
    }

    private static String words(StationReport.Product product) {
        return product.name() + ": " + (product.recipe().isEmpty() ? "no recipe" : product.recipe()) + ", "
                + product.state() + ", " + product.parts() + " parts, " + product.rejected() + " rejected"
                + (product.drifts().isEmpty() ? "" : ", DRIFTS: " + String.join(", ", product.drifts()));
    }

    private ObjectNode json(Fleet.Member member, Instant now) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("station", member.station())
                .put("verified", member.verified())
                .put("verification", member.words());
        Optional<StationReport> reported = member.report();
        reported.ifPresent(report -> {
            node.put("last_seen", report.time().toString())
                    .put("silent", isSilent(report, now))
                    .put("version", report.version());
            report.health().ifPresent(health -> {
                ObjectNode told = node.putObject("health").put("ready", health.ready());
                health.warnings().forEach(told.putArray("warnings")::add);
            });
            ArrayNode products = node.putArray("products");
            report.products().forEach(product -> products.add(json(product)));
        });
        return node;
    }

    private static ObjectNode json(StationReport.Product product) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("product", product.name())
                .put("recipe", product.recipe())
                .put("state", product.state())
                .put("parts", product.parts())
                .put("rejected", product.rejected());
        product.drifts().forEach(node.putArray("drifts")::add);
        return node;
    }
}
