package dev.destseg.cli;

import dev.destseg.recipe.seal.FileGuard;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which running appliance is spoken to, and as whom: {@code @Mixin ApplianceOption appliance}. A token is never an argument,
 * which everybody on the machine could read.
 */
final class ApplianceOption {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:DESTSEG_URL:-http://127.0.0.1:8080}",
            description = "The appliance, $DESTSEG_URL without this (default: ${DEFAULT-VALUE}).")
    String url = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "A file that holds a token of the appliance, which nobody else may read (default: the token in $DESTSEG_TOKEN,"
                            + " if any).")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--certificate",
            paramLabel = "FILE.pem",
            description =
                    "The certificate to trust: the appliance's, or its issuer's (default: those of this machine).")
    @Nullable
    Path certificate;

    /** @throws InputException for another URL than of HTTP, or a file that cannot be used */
    ApplianceClient open() {
        return new ApplianceClient(base(), token(), Optional.ofNullable(certificate));
    }

    private URI base() {
        try {
            URI base = URI.create(url.replaceAll("/+$", ""));
            if (base.getHost() != null && ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
                return base;
            }
        } catch (IllegalArgumentException noUri) {
            // As good as another scheme.
        }
        throw new InputException("'" + url + "' is no address of an appliance; give --url such as http://box-7:8080");
    }

    private Optional<String> token() {
        if (tokenFile == null) {
            return Optional.ofNullable(System.getenv("DESTSEG_TOKEN")).filter(token -> !token.isBlank());
        }
        try {
            FileGuard.requireSecret(tokenFile, "The file with a token");
            return Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new InputException("No token can be read from " + tokenFile + ": " + e, e);
        }
    }
}
