package dev.destseg.registry.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.RegistryAccess;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.trust.SigningKey;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.DatasetName;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.LabelledDataset;
import dev.destseg.training.datasets.Room;
import dev.destseg.training.datasets.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a snapshot is refused before anything is asked of a registry: there is none here. */
class SnapshotSendingTest {
    @TempDir
    private Path folder;

    private Datasets datasets;
    private Snapshot snapshot;
    private SnapshotSending sending;

    @BeforeEach
    void make() {
        datasets = Datasets.open(folder.resolve("datasets"), Room.ENOUGH, Clock.systemUTC());
        LabelledDataset dataset = datasets.create(new DatasetName("flange"));
        dataset.add(Pictures.png(1, 16), Label.GOOD, Optional.empty(), "upload");
        snapshot = datasets.freeze(dataset);
        SigningKey.create(SigningKey.Kind.ED25519, folder.resolve("box.key"), folder.resolve("box.pub"));
        RegistryClient client = new RegistryClient(new RegistryAccess(
                false, Optional.empty(), Optional.empty(), Optional.empty(), 0, Duration.ofSeconds(1), Set.of()));
        Outbox outbox = new Outbox(
                client,
                new Repository("127.0.0.1:1", "snapshots/box"),
                "box",
                SigningKey.read(folder.resolve("box.key")));
        sending = new SnapshotSending(Optional.of(() -> outbox), 1 << 20, Clock.systemUTC());
    }

    @Test
    void oneIsSentAtATime() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<SnapshotSending.Sent> first = other.submit(() -> sending.send(snapshot, file -> {
                begun.countDown();
                await(goesOn);
                return datasets.file(file);
            }));
            begun.await();
            assertEquals(Optional.empty(), sending.underWay(), "their sizes are not known yet");
            RegistryRefusedException refusal =
                    assertThrows(RegistryRefusedException.class, () -> sending.send(snapshot, datasets::file));
            assertEquals(Refusal.UNSUITABLE, refusal.why());
            assertTrue(refusal.getMessage().contains("try again when that has ended"), refusal.getMessage());
            goesOn.countDown();
            assertThrows(Exception.class, first::get, "nobody answers there");
            InputException away = assertThrows(
                    InputException.class, () -> sending.send(snapshot, datasets::file), "the turn is free");
            assertTrue(away.getMessage().contains("127.0.0.1:1"), away.getMessage());
        } finally {
            other.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void saysWhichImageIsGone() throws Exception {
        Sha256 image = snapshot.files().first();
        Files.delete(datasets.file(image));
        InputException gone = assertThrows(InputException.class, () -> sending.send(snapshot, datasets::file));
        assertTrue(gone.getMessage().contains(image.hex()) && gone.getMessage().contains("take a new one"));
    }
}
