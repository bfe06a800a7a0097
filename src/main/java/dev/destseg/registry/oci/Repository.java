package dev.destseg.registry.oci;

import dev.destseg.tensor.InputException;
import java.util.regex.Pattern;

/**
 * A repository of a registry.
 *
 * @param host of the registry, with its port unless that is the usual one
 * @param name path of the repository, as {@code recipes/flange}
 */
public record Repository(String host, String name) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?|\\[[0-9a-fA-F:]+](:[0-9]{1,5})?");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");

    /** @throws InputException for a host or name that registries do not have */
    public Repository {
        if (!HOST.matcher(host).matches() || !NAME.matcher(name).matches() || name.length() > 255) {
            throw new InputException("'" + host + "/" + name + "' is no repository; give one as"
                    + " registry.plant.example:5000/recipes/flange, in lower case");
        }
    }

    @Override
    public String toString() {
        return host + "/" + name;
    }
}
