package dev.destseg;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Tests that need an NVIDIA GPU. Where there is none they are skipped, on continuous integration too. */
public final class Gpu {
    private Gpu() {}

    /** @param obstacle why the runtime under test cannot be used here; empty when it can */
    public static void require(Optional<String> obstacle) {
        obstacle.ifPresent(why -> Assumptions.abort("Not run: " + why));
    }
}
