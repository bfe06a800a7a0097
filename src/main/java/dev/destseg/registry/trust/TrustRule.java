package dev.destseg.registry.trust;

import java.util.Optional;
import java.util.Set;

/**
 * What is taken for a product.
 *
 * @param product its name; {@code *} stands for every one that has no rule of its own
 * @param repositories that it may come from, with or without the host of the registry
 * @param signers names of keys and roots
 * @param required how many of them must have signed
 * @param floor oldest version that is taken
 */
record TrustRule(String product, Set<String> repositories, Set<String> signers, int required, Optional<String> floor) {
    static final String EVERY = "*";

    TrustRule {
        repositories = Set.copyOf(repositories);
        signers = Set.copyOf(signers);
        if (signers.isEmpty() || required < 1 || required > signers.size()) {
            throw new IllegalArgumentException("the rule of product '" + product
                    + "' must name signers, and require at least one and not more than it names");
        }
    }
}
