package dev.destseg.cli;

import dev.destseg.inspection.rejudgement.PartJudge;
import dev.destseg.line.kafka.GroupJudge;
import dev.destseg.line.kafka.GroupTopics;
import dev.destseg.line.kafka.KafkaCluster;
import dev.destseg.line.kafka.SaslMechanism;
import dev.destseg.recipe.Recipe;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which group of appliances judges instead of this machine: {@code @Mixin GroupOptions group}. */
final class GroupOptions {
    private static final Duration EXCHANGE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(
            names = "--group",
            paramLabel = "URL",
            description =
                    "Have a group of appliances judge, whose cluster of Kafka this is: kafka://broker:9092 or, encrypted,"
                            + " kafkas://broker:9093. The recipe must be active there.")
    private @Nullable URI url;

    @Option(
            names = "--as",
            paramLabel = "PRODUCT",
            description = "The product that the recipe is active for there (default: the recipe's name).")
    private @Nullable String product;

    @Option(
            names = "--topics",
            paramLabel = "NAME",
            defaultValue = "destseg",
            description =
                    "What the group's topics begin with: NAME.images, NAME.results and NAME.dead-letters (default:"
                            + " ${DEFAULT-VALUE}).")
    private String topics = "destseg";

    @Option(names = "--credentials", paramLabel = "FILE", description = "A file with user:password on its first line.")
    private @Nullable Path credentials;

    @Option(
            names = "--mechanism",
            paramLabel = "NAME",
            defaultValue = "SCRAM_SHA_512",
            description = "How these are shown: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SaslMechanism mechanism = SaslMechanism.SCRAM_SHA_512;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "Certificates in PEM form that the cluster is trusted by (default: those of Java).")
    private @Nullable Path certificate;

    boolean isWanted() {
        return url != null;
    }

    /** @throws IOException when the cluster cannot be reached */
    PartJudge judge(Recipe recipe) throws IOException, InterruptedException {
        if (url == null) {
            throw new IllegalStateException("No group is wanted");
        }
        KafkaCluster cluster = new KafkaCluster(
                url,
                "destseg-rejudge",
                mechanism,
                Optional.ofNullable(credentials).map(GroupOptions::firstLine),
                Optional.ofNullable(certificate).map(TrustedCertificate::context),
                EXCHANGE);
        String name = product == null ? recipe.description().name() : product;
        return new GroupJudge(cluster, GroupTopics.of(topics), name, recipe.digest(), PATIENCE);
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new InputException("The credentials " + file + " cannot be read: " + e, e);
        }
    }
}
