package dev.destseg.registry.sync;

import dev.destseg.inspection.products.BoxProducts;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryAccess;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.sync.ChannelFollower.Box;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A box as a process of its own that follows a channel until it is killed; prints what judges after every step. */
public final class RegistryRun {
    private RegistryRun() {}

    /** Arguments: folder of the box, certificate of the registry, reference of the channel, policy, user, password. */
    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        RegistryClient client = new RegistryClient(new RegistryAccess(
                true,
                Optional.of(new RegistryAccess.Credentials(arguments[4], arguments[5])),
                Optional.of(Path.of(arguments[1])),
                Optional.empty(),
                0,
                Duration.ofSeconds(5),
                Set.of()));
        try (BoxProducts products = new BoxProducts(folder)) {
            ChannelFollower follower = new ChannelFollower(
                    "tiny",
                    Reference.parse(arguments[2]),
                    client,
                    () -> TrustPolicy.read(Path.of(arguments[3])),
                    products.store(),
                    products,
                    new Box("press-1", "0.1.0", "linux/test", 0, 0),
                    new RecipeWatch(products, new FollowingBox.Watched()),
                    folder.resolve("registry"),
                    Clock.systemUTC());
            while (true) {
                try {
                    follower.step();
                } catch (InputException e) {
                    System.out.println("problem " + e.getMessage());
                }
                System.out.println("judging "
                        + products.judging("tiny").map(Sha256::toString).orElse("none"));
                Thread.sleep(20);
            }
        }
    }
}
