package dev.destseg.registry.oci;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.UnreachableException;
import dev.destseg.registry.oci.Exchange.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receives a blob into a file, going on where an earlier attempt was cut off, by loss of network or of power. */
final class BlobDownload {
    private static final int BUFFER = 1 << 16;

    private final Exchange exchange;
    private final Repository repository;
    private final Blob blob;
    private final Path target;
    private final Path partial;
    private final RegistryClient.Progress progress;

    BlobDownload(Exchange exchange, Repository repository, Blob blob, Path target, RegistryClient.Progress progress) {
        this.exchange = exchange;
        this.repository = repository;
        this.blob = blob;
        this.target = target;
        this.partial = target.resolveSibling("." + target.getFileName() + ".partial");
        this.progress = progress;
    }

    void run() {
        try (FileChannel file = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            if (file.size() > blob.size()) {
                file.truncate(0);
            }
            progress.more(file.size());
            if (file.size() < blob.size()) {
                receive(file);
            }
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("The blob " + blob.digest() + " cannot be kept: " + e.getMessage(), e);
        }
        publish();
    }

    private void receive(FileChannel file) throws IOException {
        long begin = file.size();
        Map<String, String> headers = begin == 0 ? Map.of() : Map.of("Range", "bytes=" + begin + "-");
        try (Answer answer =
                exchange.fetch(repository, exchange.uri(repository, RegistryClient.blobPath(blob)), headers)) {
            boolean goesOn = answer.status() == 206
                    && answer.header("Content-Range").orElse("").startsWith("bytes " + begin + "-");
            if (!goesOn) {
                file.truncate(0);
                requireWhole(answer);
            }
            file.position(file.size());
            copy(answer.body(), file);
        }
    }

    private void requireWhole(Answer answer) {
        if (answer.status() == 404) {
            throw new RegistryRefusedException(
                    Refusal.NOT_FOUND,
                    "The registry has no blob " + blob.digest() + " in " + repository
                            + ", though the manifest names it");
        }
        if (answer.status() != 200) {
            throw new UnreachableException(
                    "The registry answers " + answer.status() + " for the blob " + blob.digest());
        }
    }

    private void copy(InputStream body, FileChannel file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = read(body, buffer, file); count >= 0; count = read(body, buffer, file)) {
            if (file.position() + count > blob.size()) {
                file.truncate(0);
                throw new RegistryRefusedException(
                        Refusal.TOO_LARGE,
                        "The registry sends more than the " + blob.size() + " bytes of the blob " + blob.digest());
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            progress.more(count);
        }
        if (file.position() < blob.size()) {
            throw cut(file.position(), null);
        }
    }

    private int read(InputStream body, byte[] buffer, FileChannel file) throws IOException {
        long position = file.position();
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw cut(position, e);
        }
    }

    private UnreachableException cut(long position, @Nullable IOException cause) {
        String message = "The registry broke off after " + position + " of the " + blob.size() + " bytes of the blob "
                + blob.digest() + "; the next attempt goes on from there";
        return cause == null ? new UnreachableException(message) : new UnreachableException(message, cause);
    }

    private void publish() {
        try {
            if (!Sha256.of(partial).equals(blob.digest())) {
                Files.delete(partial);
                throw wrong(blob, repository);
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            AtomicFile.forceDirectory(target.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("The blob " + blob.digest() + " cannot be kept: " + e.getMessage(), e);
        }
    }

    static RegistryRefusedException wrong(Blob blob, Repository repository) {
        return new RegistryRefusedException(
                Refusal.WRONG_DIGEST,
                "What the registry sends for the blob " + blob.digest() + " of " + repository
                        + " has another digest; it was changed on the way or there");
    }
}
