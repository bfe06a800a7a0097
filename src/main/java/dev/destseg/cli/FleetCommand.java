package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.registry.fleet.Fleet;
import dev.destseg.registry.fleet.StationReport;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the boxes of a plant. */
@Command(
        name = "fleet",
        description = {
            "Lists the boxes that report to a registry: which recipe judges each product, how it stands, what drifts, and"
                    + " when the box was last seen.",
            "",
            "Reports count when a key signed them that the policy names for the repository. The exit code is 1 when one"
                    + " does not, or something drifts."
        },
        footer = {"  destseg fleet registry.plant.example/fleet/reports --policy trust-policy.json"})
final class FleetCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "REPOSITORY", description = "REGISTRY/REPOSITORY that the boxes report to.")
    String repository;

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
        List<Fleet.Member> members =
                new Fleet(registry.client(), Reference.parse(repository).repository()).list(rules, Instant.now());
        members.forEach(this::print);
        boolean well = members.stream()
                .allMatch(member -> member.verified()
                        && member.report().orElseThrow().products().stream()
                                .allMatch(product -> product.drifts().isEmpty()));
        return well ? ExitCode.DONE : ExitCode.NEGATIVE;
    }

    private void print(Fleet.Member member) {
        if (json.requested()) {
            console.print(json(member));
            return;
        }
        String seen = member.report()
                .map(report -> "seen " + report.time() + ", version " + report.version())
                .orElse("no report");
        console.print(member.station() + ": " + seen + (member.verified() ? "" : "; NOT VERIFIED: " + member.words()));
        member.report().stream()
                .flatMap(report -> report.products().stream())
                .forEach(product -> console.print("  " + product.name() + ": "
                        + (product.recipe().isEmpty() ? "no recipe" : product.recipe()) + ", " + product.state() + ", "
                        + product.parts() + " parts, " + product.rejected() + " rejected"
                        + (product.drifts().isEmpty() ? "" : ", DRIFTS: " + String.join(", ", product.drifts()))));
    }

    private static ObjectNode json(Fleet.Member member) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("station", member.station())
                .put("verified", member.verified())
                .put("verification", member.words());
        member.report().ifPresent(report -> {
            node.put("last_seen", report.time().toString()).put("version", report.version());
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
