package dev.destseg.line.bucket;

import dev.destseg.tensor.InputException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * How object storage is reached, and as whom.
 *
 * @param endpoint {@code https://} or {@code http://} with host and perhaps port; Amazon's for the region when absent
 * @param region that requests are signed for; storage that knows none takes {@code us-east-1}
 * @param pathStyle whether buckets are part of the path; of the host's name otherwise
 * @param credentials a file with {@code key:secret} on its first line, read again for each request; when absent, those that
 *     Amazon's own tools would find in the environment, in {@code ~/.aws/credentials}, or where the machine is given them
 * @param certificates those of Java when absent
 * @param patience with one exchange, of which a request may take three; at least a millisecond
 */
public record StorageAddress(
        Optional<URI> endpoint,
        String region,
        boolean pathStyle,
        Optional<Path> credentials,
        Optional<SSLContext> certificates,
        Duration patience) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @throws InputException for an address without a host, no region, or a patience that is none */
    public StorageAddress {
        endpoint.ifPresent(StorageAddress::require);
        if (region.isBlank()) {
            throw new InputException("Requests are signed for a region; give us-east-1 where the storage knows none");
        }
        if (patience.toMillis() < 1 || patience.toMillis() > Integer.MAX_VALUE) {
            throw new InputException("The patience with object storage is a time such as 10s, unlike " + patience);
        }
    }

    private static void require(URI endpoint) {
        boolean named = SCHEMES.contains(String.valueOf(endpoint.getScheme())) && endpoint.getHost() != null;
        if (!named || endpoint.getUserInfo() != null) {
            throw new InputException("The address of object storage is one such as https://storage.plant.example:9000,"
                    + " without user and password");
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return endpoint.map(URI::toString).orElse("Amazon S3 in " + region);
    }
}
