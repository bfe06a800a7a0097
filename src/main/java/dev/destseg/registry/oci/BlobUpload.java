package dev.destseg.registry.oci;

import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Content;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.Exchange.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Sends a blob in one piece, from a file of its own, so that it can be sent again when a token was wanted. */
record BlobUpload(Exchange exchange, Repository repository, Blob blob) {
    void run(Content content) {
        try {
            Path copy = Files.createTempFile("destseg-upload", "");
            try {
                try (OutputStream output = Files.newOutputStream(copy)) {
                    content.writeTo(output);
                }
                send(begin(), copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The blob " + blob.digest() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private URI begin() {
        URI uri = exchange.uri(repository, "blobs/uploads/");
        try (Answer answer = exchange.send(repository, "POST", uri, Map.of())) {
            URI location = answer.location(repository);
            boolean here = location.getAuthority().equals(uri.getAuthority())
                    && location.getScheme().equals(uri.getScheme());
            if (answer.status() != 202 || !here) {
                throw new RegistryRefusedException(
                        here ? Refusal.MALFORMED : Refusal.REDIRECTED,
                        "The registry answers " + answer.status() + " to an upload to " + repository
                                + " and wants it at " + location.getAuthority());
            }
            return URI.create(location + (location.getQuery() == null ? "?" : "&") + "digest=" + blob.digest());
        }
    }

    private void send(URI uri, Path file) throws IOException {
        Map<String, String> headers = Map.of("Content-Type", "application/octet-stream");
        try (Answer answer = exchange.send(repository, "PUT", uri, headers, BodyPublishers.ofFile(file))) {
            if (answer.status() != 201) {
                throw new RegistryRefusedException(
                        Refusal.MALFORMED,
                        "The registry answers " + answer.status() + " to the blob " + blob.digest() + ", not 201");
            }
        }
    }
}
