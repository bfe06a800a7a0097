package dev.destseg.registry.sync;

import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.Version;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.channel.ChannelManifest;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.sync.ChannelFollower.Box;
import dev.destseg.registry.transfer.RecipePull;
import dev.destseg.registry.trust.Admission;
import dev.destseg.registry.trust.TrustPolicy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a state of a channel, and the recipe that it names, must stand before a box carries it out. Methods throw {@link
 * RegistryRefusedException} when it does not.
 *
 * @param tag of the channel
 * @param policy read anew for each question, so that what is revoked is revoked from then on
 */
record ChannelGate(Reference tag, Supplier<TrustPolicy> policy, RecipeStore store, Box box, Clock clock) {
    /** A state whose signatures count for its product. */
    record Admitted(Channel channel, List<String> signers) {}

    Admitted admit(byte[] manifest, List<Signature> signatures) {
        TrustPolicy now = policy.get();
        Admission admission = admit(now, Sha256.of(manifest), signatures);
        Channel channel = ChannelManifest.decode(manifest);
        now.requireProduct(admission, channel.product());
        return new Admitted(channel, admission.signers());
    }

    private Admission admit(TrustPolicy now, Sha256 artifact, List<Signature> signatures) {
        return now.admit(tag.repository().host(), tag.repository().name(), artifact, signatures, clock.instant());
    }

    /** What somebody has set whose key was revoked since is carried out no further. */
    void requireWordStands(Channel channel, List<String> signers) {
        List<String> revoked = policy.get().revoked(signers);
        if (!revoked.isEmpty()) {
            throw new RegistryRefusedException(
                    Refusal.REVOKED,
                    "State " + channel.sequence() + " of the channel is signed by " + String.join(", ", revoked)
                            + ", which was revoked; set the channel anew with another key");
        }
    }

    void requireSuitable(Channel channel) {
        channel.minimum()
                .filter(minimum -> Version.compare(box.version(), minimum) < 0)
                .ifPresent(minimum -> {
                    throw new RegistryRefusedException(
                            Refusal.UNSUITABLE,
                            "The recipe needs an appliance of version " + minimum + " or later; this is "
                                    + box.version() + ". Update it");
                });
        if (!channel.platforms().isEmpty() && !channel.platforms().contains(box.platform())) {
            throw new RegistryRefusedException(
                    Refusal.UNSUITABLE, "The recipe is for " + channel.platforms() + "; this box is " + box.platform());
        }
    }

    /** @param judging the recipe that judges now, or is to as soon as it can */
    void requireMeant(Channel channel, RecipePull.Admitted admitted, Optional<Sha256> judging) {
        String name = admitted.recipe().description().name();
        if (!name.equals(channel.product())) {
            throw new RegistryRefusedException(
                    Refusal.SWAPPED,
                    "The recipe " + channel.recipe() + " is for the product '" + name + "', where the channel is for '"
                            + channel.product() + "'");
        }
        String version = admitted.recipe().description().version();
        if (!version.equals(channel.version())) {
            throw new RegistryRefusedException(
                    Refusal.SWAPPED,
                    "The recipe " + channel.recipe() + " has version " + version + ", where the channel says "
                            + channel.version());
        }
        judging.filter(store::has)
                .map(digest -> store.describe(digest).description().version())
                .filter(known -> !channel.downgrade() && Version.compare(version, known) < 0)
                .ifPresent(known -> {
                    throw new RegistryRefusedException(
                            Refusal.DOWNGRADE,
                            "The recipe " + channel.recipe() + " of version " + version + " is older than " + known
                                    + ", which judges; set the channel with --allow-downgrade if that is meant");
                });
    }

    /** What was revoked while the recipe was fetched, compared or waited for does not begin to judge. */
    void requireStillAdmitted(Sha256 recipe) {
        TrustPolicy now = policy.get();
        now.requireProduct(admit(now, recipe, store.signatures(recipe)), store.describe(recipe));
    }

    /** What judges already is told of in the same way; what follows from it is {@link Revocations}' to decide. */
    void requireNotRevoked(Sha256 recipe) {
        if (store.has(recipe)) {
            policy.get()
                    .revoked(store.describe(recipe), store.signatures(recipe), clock.instant())
                    .ifPresent(why -> {
                        throw new RegistryRefusedException(Refusal.REVOKED, why);
                    });
        }
    }
}
