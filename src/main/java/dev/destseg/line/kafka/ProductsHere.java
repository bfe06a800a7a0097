package dev.destseg.line.kafka;

import java.util.Set;

/** What an appliance can judge. Asked by one thread. */
@FunctionalInterface
public interface ProductsHere {
    /** Products that have a recipe now. */
    Set<String> judged();

    /** Whether a recipe for the product is on its way to this appliance. */
    default boolean isComing(String product) {
        return false;
    }
}
