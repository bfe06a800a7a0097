package dev.destseg.line.opcua;

import dev.destseg.FreePort;
import dev.destseg.Pictures;
import dev.destseg.access.TokenLookup;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalRecorder;
import dev.destseg.inspection.journal.SmallJournal;
import dev.destseg.inspection.journal.TakenTriggers;
import dev.destseg.inspection.products.BoxProducts;
import dev.destseg.line.source.ImageSequence;
import dev.destseg.line.trigger.TriggeredStation;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A box with a real engine, journal, store and server, whose station looks at a dark picture and a bright one in turn. Its recipe
 * takes brightness for anomaly and judges nothing yet.
 */
final class VisionTestBox implements AutoCloseable {
    static final String STATION = "press 4";
    static final String PRODUCT = "tiny";

    /** A key takes a second to make, and need not be another one for each test. */
    private static byte[] madeBefore = new byte[0];

    final Path folder;
    final BoxProducts products;
    final Journal journal;
    final InspectionService inspections;
    final int port;
    final StoredRecipe recipe;
    private final MethodTriggers triggers;
    private final TriggeredStation station;
    private volatile @Nullable VisionServer server;

    VisionTestBox(Path folder) throws IOException {
        this.folder = folder;
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.write(images.resolve("1.png"), Pictures.png(10, 16));
        Files.write(images.resolve("2.png"), Pictures.png(250, 16));
        products = new BoxProducts(folder);
        journal = SmallJournal.open(folder.resolve("journal"));
        inspections = new InspectionService(
                products.active(),
                Settings.USUAL,
                new JournalRecorder(journal),
                completed -> Optional.ofNullable(server).ifPresent(listening -> listening.tell(completed)),
                Clock.systemUTC());
        recipe = products.store()
                .add(TinyRecipe.withThreshold(0.5)
                        .writeTo(folder.resolve("tiny"))
                        .directory());
        triggers = new MethodTriggers(STATION, new TakenTriggers(journal).last(STATION));
        station = new TriggeredStation(
                STATION,
                "opcua:method",
                Optional.of(PRODUCT),
                ImageSequence.of(images),
                triggers,
                inspections,
                journal,
                Duration.ofMinutes(1));
        port = FreePort.find();
    }

    /** Lets a recipe judge the product, as a person in the console would. */
    void activate(Sha256 digest) {
        products.activate(PRODUCT, digest, "Ada");
    }

    /** Begins to serve: the station that is commanded, and the whole box, which is not. */
    VisionTestBox serve() throws IOException {
        Path store = certificates().resolve("server.p12");
        if (madeBefore.length > 0) {
            Files.createDirectory(
                    certificates(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.write(store, madeBefore);
        }
        server = VisionServer.start(
                "127.0.0.1",
                port,
                certificates(),
                List.of(),
                new TokenLookup(folder),
                box(),
                List.of(commanded(), observed()));
        station.start();
        madeBefore = Files.readAllBytes(store);
        return this;
    }

    Path certificates() {
        return folder.resolve("opcua");
    }

    VisionBox box() {
        return new VisionBox(products.active(), products.managed(), products.store(), journal, "1.0-test");
    }

    VisionSettings commanded() {
        return new VisionSettings(
                STATION, Optional.of(STATION), Optional.of(PRODUCT), Optional.of(triggers), Duration.ofMillis(20));
    }

    static VisionSettings observed() {
        return new VisionSettings("box", Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMillis(20));
    }

    String url() {
        return "opc.tcp://127.0.0.1:" + port + "/destseg";
    }

    @Override
    public void close() {
        Optional.ofNullable(server).ifPresent(VisionServer::close);
        station.close();
        inspections.close();
        products.close();
        journal.close();
    }
}
