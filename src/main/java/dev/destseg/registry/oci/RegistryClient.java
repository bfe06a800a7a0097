package dev.destseg.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.UnreachableException;
import dev.destseg.registry.oci.Exchange.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client of OCI registries (distribution specification 1.1). Every answer has a bound, and every digest is checked.
 * Safe between threads. Methods throw {@link UnreachableException} when another attempt may go well, and {@link
 * RegistryRefusedException} when not.
 */
public final class RegistryClient {
    private static final String MANIFESTS = "application/vnd.oci.image.manifest.v1+json,"
            + " application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.v2+json";
    private static final int MAX_LISTING_BYTES = 4 << 20;
    private static final int MOST_TAGS = 10_000;
    /** A registry may give less than is asked for, but not go on for ever with nothing. */
    private static final int MOST_PAGES = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Exchange exchange;

    public RegistryClient(RegistryAccess access) {
        this.exchange = new Exchange(access);
    }

    /**
     * A manifest that was received.
     *
     * @param etag what to ask with next time, where the registry gave it
     */
    public record Manifest(byte[] bytes, Optional<String> etag) {
        public Sha256 digest() {
            return Sha256.of(bytes);
        }
    }

    /** @throws RegistryRefusedException when there is none */
    public Manifest manifest(Reference reference) {
        return findManifest(reference)
                .orElseThrow(() -> new RegistryRefusedException(
                        Refusal.NOT_FOUND, "There is no " + reference + "; list what there is with its tags"));
    }

    public Optional<Manifest> findManifest(Reference reference) {
        try (Answer answer = askManifest(reference, Map.of())) {
            return answer.status() == 404 ? Optional.empty() : Optional.of(read(answer, reference));
        }
    }

    /**
     * One request, and little more than its headers when nothing has changed.
     *
     * @return nothing when it is still what had this etag
     */
    public Optional<Manifest> manifestUnless(Reference reference, String etag) {
        try (Answer answer = askManifest(reference, Map.of("If-None-Match", etag))) {
            if (answer.status() == 304) {
                return Optional.empty();
            }
            if (answer.status() == 404) {
                throw new RegistryRefusedException(Refusal.NOT_FOUND, "There is no " + reference + " any more");
            }
            Manifest manifest = read(answer, reference);
            return manifest.etag().equals(Optional.of(etag)) ? Optional.empty() : Optional.of(manifest);
        }
    }

    /** The referrers of an artifact, where the registry lists them by itself. */
    Optional<Manifest> findReferrers(Repository repository, Sha256 subject) {
        URI uri = exchange.uri(repository, "referrers/" + subject);
        try (Answer answer = exchange.send(repository, "GET", uri, Map.of())) {
            return answer.status() == 200
                    ? Optional.of(new Manifest(
                            bytes(answer, MAX_LISTING_BYTES, "The list of what refers to " + subject),
                            Optional.empty()))
                    : Optional.empty();
        }
    }

    private Answer askManifest(Reference reference, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Accept", MANIFESTS);
        Repository repository = reference.repository();
        Answer answer =
                exchange.send(repository, "GET", exchange.uri(repository, "manifests/" + reference.target()), headers);
        Exchange.requireHere(answer, repository);
        return answer;
    }

    private static Manifest read(Answer answer, Reference reference) {
        requireStatus(answer, 200, reference.toString());
        byte[] bytes = bytes(answer, ModelPack.MAX_MANIFEST_BYTES, "The manifest of " + reference);
        Sha256 digest = Sha256.of(bytes);
        if (reference.isDigest() && !reference.target().equals(digest.toString())) {
            throw new RegistryRefusedException(
                    Refusal.WRONG_DIGEST, "The registry answers " + digest + " where " + reference + " was asked for");
        }
        return new Manifest(bytes, answer.header("ETag"));
    }

    private static byte[] bytes(Answer answer, int most, String what) {
        try {
            byte[] bytes = answer.body().readNBytes(most + 1);
            if (bytes.length > most) {
                throw new RegistryRefusedException(
                        Refusal.TOO_LARGE, what + " is too large; at most " + most + " bytes are read");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnreachableException(what + " was cut short: " + e.getMessage(), e);
        }
    }

    private static void requireStatus(Answer answer, int status, String what) {
        if (answer.status() != status) {
            Refusal why = answer.status() == 404 ? Refusal.NOT_FOUND : Refusal.MALFORMED;
            throw new RegistryRefusedException(
                    why,
                    "The registry answers " + answer.status() + " for " + what + ", not " + status
                            + (answer.status() == 404 ? ": it is not there" : ""));
        }
    }

    /** A small blob as a whole. */
    public byte[] blob(Repository repository, Blob blob) {
        try (Answer answer = exchange.fetch(repository, blobUri(repository, blob), Map.of())) {
            requireStatus(answer, 200, "the blob " + blob.digest());
            byte[] bytes = bytes(answer, (int) Math.min(blob.size(), 1 << 24), "The blob " + blob.digest());
            if (!Sha256.of(bytes).equals(blob.digest())) {
                throw BlobDownload.wrong(blob, repository);
            }
            return bytes;
        }
    }

    /**
     * Receives a blob into a file, going on where an earlier attempt was cut off.
     *
     * @param target is there, forced to disk and right, when this returns; until then the bytes lie beside it
     * @param progress hears how many bytes came
     */
    public void download(Repository repository, Blob blob, Path target, Progress progress) {
        new BlobDownload(exchange, repository, blob, target, progress).run();
    }

    /** Hears of bytes that were sent or received. */
    @FunctionalInterface
    public interface Progress {
        void more(long bytes);
    }

    static String blobPath(Blob blob) {
        return "blobs/" + blob.digest();
    }

    private URI blobUri(Repository repository, Blob blob) {
        return exchange.uri(repository, blobPath(blob));
    }

    public boolean hasBlob(Repository repository, Blob blob) {
        try (Answer answer = exchange.send(repository, "HEAD", blobUri(repository, blob), Map.of())) {
            return answer.status() == 200;
        }
    }

    /** Sends a blob unless the registry has it. @return whether it was sent */
    public boolean upload(Repository repository, Blob blob, Content content) {
        if (hasBlob(repository, blob)) {
            return false;
        }
        new BlobUpload(exchange, repository, blob).run(content);
        return true;
    }

    /** @return whether the registry lists it among the referrers of its subject by itself */
    public boolean putManifest(Reference reference, String mediaType, byte[] manifest) {
        Repository repository = reference.repository();
        URI uri = exchange.uri(repository, "manifests/" + reference.target());
        try (Answer answer = exchange.send(
                repository, "PUT", uri, Map.of("Content-Type", mediaType), BodyPublishers.ofByteArray(manifest))) {
            requireStatus(answer, 201, "the manifest that was sent to " + reference);
            return answer.header("OCI-Subject").isPresent();
        }
    }

    /** The tags of a repository, sorted; none when there is no such repository. */
    public List<String> tags(Repository repository) {
        List<String> tags = new ArrayList<>();
        Optional<URI> next = Optional.of(exchange.uri(repository, "tags/list?n=1000"));
        for (int pages = 0; pages < MOST_PAGES && next.isPresent() && tags.size() < MOST_TAGS; pages++) {
            next = page(repository, next.get(), tags);
        }
        tags.sort(null);
        return tags;
    }

    private Optional<URI> page(Repository repository, URI uri, List<String> tags) {
        try (Answer answer = exchange.send(repository, "GET", uri, Map.of())) {
            if (answer.status() == 404) {
                return Optional.empty();
            }
            requireStatus(answer, 200, "the tags of " + repository);
            JsonNode json = JSON.readTree(bytes(answer, MAX_LISTING_BYTES, "The list of tags"));
            json.path("tags").forEach(tag -> tags.add(tag.asText()));
            return answer.header("Link")
                    .filter(link -> link.startsWith("<") && link.contains(">"))
                    .map(link -> uri.resolve(link.substring(1, link.indexOf('>'))))
                    .filter(other -> uri.getScheme().equals(other.getScheme())
                            && uri.getAuthority().equals(other.getAuthority())); // The password goes along.
        } catch (IOException | IllegalArgumentException e) {
            throw new RegistryRefusedException(
                    Refusal.MALFORMED, "The list of tags of " + repository + " cannot be read", e);
        }
    }
}
