package dev.destseg.registry.trust;

import java.util.List;

/**
 * Something that policy admits.
 *
 * @param products that it is admitted for; {@code *} for every one
 * @param signers names of the keys and roots whose signatures counted
 */
public record Admission(List<String> products, List<String> signers) {
    public Admission {
        products = List.copyOf(products);
        signers = List.copyOf(signers);
    }

    /** The result in words. */
    public String inWords() {
        return "signed by " + String.join(", ", signers);
    }
}
