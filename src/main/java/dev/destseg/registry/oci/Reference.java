package dev.destseg.registry.oci;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.util.regex.Pattern;

/**
 * An artifact in a repository.
 *
 * @param target a tag, or a digest as {@link Sha256#toString} writes it
 */
public record Reference(Repository repository, String target) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final String DIGEST = "sha256:";

    /** @throws InputException for a tag that registries do not have */
    public Reference {
        if (!target.startsWith(DIGEST)) {
            requireTag(target);
        } else if (!target.matches(DIGEST + "[0-9a-f]{64}")) {
            throw new InputException("'" + target + "' is no digest; one has 64 digits");
        }
    }

    /** @throws InputException for a tag that registries do not have */
    public static void requireTag(String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw new InputException("'" + tag + "' is no tag; one has letters, digits, '.', '_' and '-', at most 128");
        }
    }

    /**
     * @param text as {@code host:port/recipes/flange:1.0}, or with {@code @sha256:...}; without either the tag
     *     {@code latest} is meant
     * @throws InputException when it is none
     */
    public static Reference parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new InputException(
                    "'" + text + "' names no registry; give it as registry.plant.example:5000/recipes/flange:1.0");
        }
        String host = text.substring(0, slash);
        String rest = text.substring(slash + 1);
        int at = rest.indexOf('@');
        int colon = rest.indexOf(':');
        if (at >= 0) {
            return new Reference(new Repository(host, rest.substring(0, at)), rest.substring(at + 1));
        }
        return colon < 0
                ? new Reference(new Repository(host, rest), "latest")
                : new Reference(new Repository(host, rest.substring(0, colon)), rest.substring(colon + 1));
    }

    public boolean isDigest() {
        return target.startsWith(DIGEST);
    }

    @Override
    public String toString() {
        return repository + (isDigest() ? "@" : ":") + target;
    }
}
