package dev.destseg.line;

import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.line.bucket.ObjectStorage;
import dev.destseg.line.kafka.GroupPlan;
import dev.destseg.line.kafka.GroupState;
import dev.destseg.line.kafka.GroupWorker;
import dev.destseg.line.kafka.ImageRoom;
import dev.destseg.line.kafka.ImagesElsewhere;
import dev.destseg.line.kafka.KafkaCluster;
import dev.destseg.line.kafka.ObjectImages;
import dev.destseg.line.kafka.ProductsHere;
import dev.destseg.line.kafka.SharedImages;
import dev.destseg.recipe.ComingRecipes;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The group of Kafka that this appliance judges for, if it does. */
@ApplicationScoped
public class KafkaGroup {
    /** Before outputs and the journal are closed. */
    private static final int FIRST = 100;

    private static final int DIGITS = 8;

    private final KafkaSettings settings;
    private final LineSettings line;
    private final S3Settings objects;
    private final Path dataDirectory;
    private final ActiveRecipes recipes;
    private final ComingRecipes coming;
    private final InspectionService inspections;
    private final Journal journal;
    private final Peers peers;
    private final ImageRoom room = ImageRoom.here();
    private volatile @Nullable GroupWorker worker;
    private volatile @Nullable ObjectStorage storage;

    KafkaGroup(
            KafkaSettings settings,
            LineSettings line,
            S3Settings objects,
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory,
            ActiveRecipes recipes,
            ComingRecipes coming,
            InspectionService inspections,
            Journal journal,
            TlsConfigurationRegistry certificates,
            Vertx vertx,
            MachinesThatPoll machines) {
        this.settings = settings;
        this.line = line;
        this.objects = objects;
        this.dataDirectory = dataDirectory;
        this.recipes = recipes;
        this.coming = coming;
        this.inspections = inspections;
        this.journal = journal;
        this.peers = new Peers(new PeerCertificates(certificates, vertx), machines::triggers, machines::box);
    }

    /**
     * Begins to judge for the group, where one is configured; once is enough.
     *
     * @throws InputException when it is configured in a way that cannot be used
     */
    public void start() {
        settings.url().ifPresent(url -> {
            GroupWorker made = new GroupWorker(plan(url), here(), inspections, journal);
            made.start();
            worker = made;
        });
    }

    private ProductsHere here() {
        return new ProductsHere() {
            @Override
            public Set<String> judged() {
                return recipes.all().stream().map(ActiveRecipe::product).collect(Collectors.toSet());
            }

            @Override
            public boolean isComing(String product) {
                return coming.isComing(product);
            }
        };
    }

    private GroupPlan plan(URI url) {
        try {
            String member = settings.member().orElseGet(this::ownName);
            KafkaCluster cluster = peers.cluster(
                    url, member, settings.mechanism(), settings.credentials(), settings.tls(), settings.patience());
            return new GroupPlan(
                    cluster,
                    settings.group(),
                    member,
                    settings.images(),
                    settings.results(),
                    settings.deadLetters(),
                    Math.toIntExact(settings.largestImage().asLongValue()),
                    new ImagesElsewhere(
                            settings.shared().map(root -> new SharedImages(root, largestFile())),
                            objects.buckets().map(this::objects)),
                    room,
                    settings.products().orElse(Set.of()),
                    settings.session(),
                    settings.commitEvery());
        } catch (InputException | ArithmeticException e) {
            throw new InputException("The group (destseg.kafka, destseg.s3) cannot be used. " + e.getMessage(), e);
        }
    }

    private long largestFile() {
        return Math.min(line.largestFile().asLongValue(), room.largest());
    }

    private ObjectImages objects(Set<String> buckets) {
        storage = peers.storage(objects);
        return new ObjectImages(storage, buckets, largestFile());
    }

    /** Two appliances of a machine have two data directories. */
    private String ownName() {
        byte[] place = dataDirectory.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        return Peers.machine() + "-" + Sha256.of(place).hex().substring(0, DIGITS);
    }

    /** How it does; nothing where no group is configured. */
    public Optional<GroupState> state() {
        return Optional.ofNullable(worker).map(GroupWorker::state);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(FIRST) ShutdownEvent end) {
        GroupWorker current = worker;
        if (current != null) {
            current.close();
        }
        ObjectStorage read = storage;
        if (read != null) {
            read.close();
        }
    }
}
