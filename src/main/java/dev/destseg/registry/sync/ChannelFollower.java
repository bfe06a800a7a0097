package dev.destseg.registry.sync;

import dev.destseg.recipe.JudgedProducts;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.UnreachableException;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.transfer.Gate;
import dev.destseg.registry.transfer.RecipePull;
import dev.destseg.registry.transfer.SignatureExchange;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Follows one channel for one product: each {@link #step} asks whether it has changed and takes its recipe as far as it can
 * go now. One thread at a time.
 */
final class ChannelFollower {
    /** Who makes the changes, in the journal. */
    static final String WHO = "registry";

    private final String product;
    private final Reference tag;
    private final RegistryClient client;
    private final Supplier<TrustPolicy> policy;
    private final RecipeStore store;
    private final JudgedProducts products;
    private final Box box;
    private final RecipeWatch watch;
    private final StateFile file;
    private final ReplayFloor floor;
    private final ChannelGate gate;
    private final Path incoming;
    private final Clock clock;
    private volatile ChannelState state;

    /**
     * The box itself.
     *
     * @param station what it is called
     * @param version of the appliance
     * @param platform such as {@code linux/amd64}
     * @param shadowParts parts that a new recipe is compared on first
     * @param leastFreeBytes what a recipe that is fetched leaves free of the disk
     */
    record Box(String station, String version, String platform, int shadowParts, long leastFreeBytes) {}

    /**
     * @param policy read anew at each step, so that what is revoked is revoked from then on
     * @param directory where what is known of channels is kept
     */
    ChannelFollower(
            String product,
            Reference tag,
            RegistryClient client,
            Supplier<TrustPolicy> policy,
            RecipeStore store,
            JudgedProducts products,
            Box box,
            RecipeWatch watch,
            Path directory,
            Clock clock) {
        this.product = product;
        this.tag = tag;
        this.client = client;
        this.policy = policy;
        this.store = store;
        this.products = products;
        this.box = box;
        this.watch = watch;
        this.file = new StateFile(directory.resolve(product + ".json"));
        this.floor = new ReplayFloor(directory.resolve(product + ".floor"), tag);
        this.gate = new ChannelGate(tag, policy, store, box, clock);
        this.incoming = directory.resolve(RecipePull.DIRECTORY).resolve(product);
        this.clock = clock;
        this.state = file.read();
    }

    ChannelState state() {
        return state;
    }

    Reference tag() {
        return tag;
    }

    /**
     * @throws UnreachableException when the registry could not be asked; what could go on without it did
     * @throws RegistryRefusedException when what it says is refused
     */
    void step() {
        Optional<InputException> failure = Optional.empty();
        try {
            hear();
        } catch (InputException e) {
            failure = Optional.of(e);
        }
        try {
            goOn();
        } catch (RegistryRefusedException e) {
            keep(state.at(Stage.REFUSED, e.getMessage(), clock.instant()));
            failure = Optional.of(e);
        } catch (InputException e) {
            failure = Optional.of(e);
        }
        failure.ifPresent(problem -> {
            keep(state.troubled(problem.getMessage()));
            throw problem;
        });
    }

    private void keep(ChannelState next) {
        if (!next.equals(state)) {
            file.write(next);
            state = next;
        }
    }

    private void hear() {
        Optional<RegistryClient.Manifest> changed = state.etag().isPresent()
                ? client.manifestUnless(tag, state.etag().get())
                : Optional.of(client.manifest(tag));
        Instant now = clock.instant();
        if (changed.isEmpty()) {
            keep(state.answered(now));
            return;
        }
        byte[] manifest = changed.get().bytes();
        ChannelGate.Admitted admitted =
                gate.admit(manifest, new SignatureExchange(client, tag.repository()).fetch(Sha256.of(manifest)));
        requireNewer(admitted.channel());
        boolean same = state.channel().equals(Optional.of(admitted.channel()));
        keep(
                same
                        ? state.answered(now)
                        : state.heard(admitted.channel(), changed.get().etag(), admitted.signers(), now));
    }

    private void requireNewer(Channel channel) {
        if (!channel.product().equals(product) || !channel.name().equals(tag.target())) {
            throw new RegistryRefusedException(
                    Refusal.SWAPPED,
                    tag + " is the channel '" + channel.name() + "' of the product '" + channel.product()
                            + "', not of '" + product + "'");
        }
        floor.pass(channel, state.channel());
    }

    private void goOn() {
        if (state.channel().isEmpty()) {
            return;
        }
        Channel channel = state.channel().get();
        if (state.stage() != Stage.OVERRULED && state.stage() != Stage.REJECTED) {
            gate.requireNotRevoked(channel.recipe());
        }
        switch (state.stage()) {
            case UNKNOWN, OVERRULED, REJECTED -> {}
            case ACTIVE -> overruled(channel);
            case NOT_REACHED, FETCHING, REFUSED, ACTIVATING -> takeIn(channel);
            case COMPARED -> compared(channel);
            case WATCHED -> watched(channel);
        }
    }

    private void takeIn(Channel channel) {
        Instant now = clock.instant();
        Optional<Sha256> judging = products.judging(product);
        if (judging.equals(Optional.of(channel.recipe()))) {
            keep(state.at(state.stage() == Stage.ACTIVATING ? Stage.WATCHED : Stage.ACTIVE, "", now));
            return;
        }
        if (!channel.reaches(box.station())) {
            keep(state.at(Stage.NOT_REACHED, channel.percentage() + " % of the boxes take it", now));
            return;
        }
        gate.requireWordStands(channel, state.signers());
        gate.requireSuitable(channel);
        RecipePull pull = new RecipePull(
                client, store, incoming, Gate.of(policy.get(), clock), bytes -> {}, box.leastFreeBytes());
        RecipePull.Admitted admitted =
                pull.admit(new Reference(tag.repository(), channel.recipe().toString()));
        Optional<Sha256> before = judging.or(() -> store.active(product));
        gate.requireMeant(channel, admitted, before);
        pull.fetch(admitted);
        if (box.shadowParts() > 0 && before.isPresent()) {
            products.compare(product, channel.recipe(), WHO);
            keep(state.at(Stage.COMPARED, "", clock.instant()));
        } else {
            activate(channel);
        }
    }

    private void compared(Channel channel) {
        Optional<Long> parts = products.compared(product, channel.recipe());
        if (parts.isEmpty()) {
            products.compare(product, channel.recipe(), WHO);
        } else if (parts.get() >= box.shadowParts()) {
            activate(channel);
        }
    }

    private void activate(Channel channel) {
        gate.requireWordStands(channel, state.signers());
        gate.requireStillAdmitted(channel.recipe());
        keep(state.replacing(products.judging(product)).at(Stage.ACTIVATING, "", clock.instant()));
        try {
            products.activate(product, channel.recipe(), WHO);
            keep(state.at(Stage.WATCHED, "", clock.instant()));
        } catch (InputException unfit) {
            keep(state.at(Stage.REJECTED, "It is not fit to judge here: " + unfit.getMessage(), clock.instant()));
        }
    }

    /** By what the store says is meant to judge: at a start it may not do so yet, or not be able to. */
    private boolean overruled(Channel channel) {
        boolean other = !store.active(product).equals(Optional.of(channel.recipe()));
        if (other) {
            keep(state.at(Stage.OVERRULED, "", clock.instant()));
        }
        return other;
    }

    private void watched(Channel channel) {
        Instant now = clock.instant();
        if (overruled(channel)) {
            return;
        }
        Instant since = state.changed().orElse(now);
        Optional<String> bad = watch.problem(product, channel.recipe(), state.before(), since);
        if (bad.isPresent()) {
            String why = "It was taken back: " + bad.get();
            if (state.before().isPresent()) {
                products.rollBack(product, WHO, bad.get());
            } else {
                why = "There is none to go back to: " + bad.get();
            }
            keep(state.at(Stage.REJECTED, why, now));
        } else if (watch.isOver(since, now)) {
            keep(state.at(Stage.ACTIVE, "", now));
        }
    }
}
