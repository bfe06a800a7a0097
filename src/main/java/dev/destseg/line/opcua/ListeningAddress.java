package dev.destseg.line.opcua;

import dev.destseg.tensor.InputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;

/**
 * Where control systems are listened to, and by which security policies.
 *
 * @param host address to listen on
 * @param directory for certificates; made when absent
 */
record ListeningAddress(String host, int port, Path directory, Set<SecurityPolicy> policies) {
    private static final List<SecurityPolicy> KNOWN = List.of(
            SecurityPolicy.Aes256_Sha256_RsaPss,
            SecurityPolicy.Aes128_Sha256_RsaOaep,
            SecurityPolicy.Basic256Sha256,
            SecurityPolicy.None);

    /**
     * @param names of policies; when there are none, all that are safe, and on loopback None as well
     * @throws InputException for one that is not known, or not safe any more
     */
    static ListeningAddress of(String host, int port, Path directory, List<String> names) {
        Set<SecurityPolicy> policies = new LinkedHashSet<>();
        if (names.isEmpty()) {
            policies.addAll(KNOWN);
            if (!isLoopback(host)) {
                policies.remove(SecurityPolicy.None);
            }
        }
        names.forEach(name -> policies.add(policy(name)));
        return new ListeningAddress(host, port, directory, policies);
    }

    private static SecurityPolicy policy(String name) {
        return KNOWN.stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("There is no security policy '" + name + "' here; give some of "
                        + KNOWN.stream().map(Enum::name).toList() + " (destseg.opcua.policies)"));
    }

    boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new InputException(
                    "Nobody can listen for OPC UA on '" + host + "': there is no such address"
                            + " (destseg.opcua.host)",
                    e);
        }
    }
}
