package dev.destseg.cli;

import dev.destseg.line.bucket.ObjectStorage;
import dev.destseg.line.bucket.StorageAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which object storage is read: {@code @Mixin StorageOptions storage}. */
final class StorageOptions {
    /** Bytes of an image; larger ones are left out. */
    static final long LARGEST = 200_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "Where the storage of s3:// is: https://storage:9000 (default: Amazon's of the region).")
    private @Nullable URI endpoint;

    @Option(
            names = "--s3-region",
            paramLabel = "NAME",
            defaultValue = "us-east-1",
            description = "The region that requests are signed for (default: ${DEFAULT-VALUE}).")
    private String region = "us-east-1";

    @Option(
            names = "--s3-credentials",
            paramLabel = "FILE",
            description = "A file with key:secret on its first line (default: what Amazon's tools would find, such as"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY).")
    private @Nullable Path credentials;

    @Option(
            names = "--s3-certificate",
            paramLabel = "FILE",
            description = "Certificates in PEM form that the storage is trusted by (default: those of Java).")
    private @Nullable Path certificate;

    @Option(names = "--s3-host-style", description = "Buckets are part of the host's name, not of the path.")
    private boolean hostStyle;

    /** The caller closes it. */
    ObjectStorage open() {
        return new ObjectStorage(new StorageAddress(
                Optional.ofNullable(endpoint),
                region,
                !hostStyle,
                Optional.ofNullable(credentials),
                Optional.ofNullable(certificate).map(file -> TrustedCertificate.context(file, "--s3-certificate")),
                PATIENCE));
    }
}
