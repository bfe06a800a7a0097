package dev.destseg.registry.sync;

import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.snapshot.SnapshotPush;
import dev.destseg.training.datasets.Snapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends images of this box to the registry, signed by the box, where a configuration wants that. One snapshot at a time. Safe
 * between threads.
 */
public final class SnapshotSending {
    private final Optional<Supplier<Outbox>> outbox;
    private final long mostBytes;
    private final Clock clock;
    private final ReentrantLock one = new ReentrantLock();
    private volatile Optional<UnderWay> underWay = Optional.empty();

    /** @param outbox nothing where images do not leave the box; throws when key or password cannot be used */
    SnapshotSending(Optional<Supplier<Outbox>> outbox, long mostBytes, Clock clock) {
        this.outbox = outbox;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /**
     * What was sent.
     *
     * @param reference where it lies: its tag is the station and the begin of the snapshot's digest
     */
    public record Sent(String reference, SnapshotPush.Result result) {}

    /**
     * A snapshot that is being sent.
     *
     * @param since when that began
     */
    public record UnderWay(Snapshot snapshot, Instant since, SnapshotPush.State state) {}

    /** What is being sent now. */
    public Optional<UnderWay> underWay() {
        return underWay;
    }

    /** Whether the configuration lets images leave this box. */
    public boolean isAllowed() {
        return outbox.isPresent();
    }

    /** @throws RegistryRefusedException when images do not leave this box */
    public void requireAllowed() {
        place();
    }

    private Outbox place() {
        return outbox.orElseThrow(() -> new RegistryRefusedException(
                        Refusal.UNSUITABLE,
                        "Images do not leave this box; set destseg.registry.host, .snapshots and .key if they are to"))
                .get();
    }

    /**
     * @param files where each image and mask lies
     * @throws RegistryRefusedException when images do not leave this box, they are too many, or a snapshot is under way
     * @throws dev.destseg.tensor.InputException when an image is gone, or the registry cannot be reached
     */
    public Sent send(Snapshot snapshot, Function<Sha256, Path> files) {
        Outbox there = place();
        if (!one.tryLock()) {
            throw new RegistryRefusedException(
                    Refusal.UNSUITABLE, "Another snapshot is being sent; try again when that has ended");
        }
        try {
            Reference tag = there.tag(snapshot.digest());
            Instant since = clock.instant();
            return new Sent(
                    tag.toString(),
                    new SnapshotPush(
                                    there.client(),
                                    mostBytes,
                                    state -> underWay = Optional.of(new UnderWay(snapshot, since, state)))
                            .push(snapshot, files, tag, artifact -> there.sign(artifact, clock.instant())));
        } finally {
            underWay = Optional.empty();
            one.unlock();
        }
    }
}
