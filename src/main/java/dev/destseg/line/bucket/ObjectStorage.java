package dev.destseg.line.bucket;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads from object storage, and lists it. What may pass is tried three times. Safe between threads. */
public final class ObjectStorage implements AutoCloseable {
    private static final String BOUND = "; give a smaller one, or allow more";

    private final StorageAddress address;
    private @Nullable S3Client client;

    /** Nothing is reached, and no class of its client loaded, before something is asked for. */
    public ObjectStorage(StorageAddress address) {
        this.address = address;
    }

    /**
     * Reads an object.
     *
     * @param largest bytes that are read
     * @return nothing when there is none of the name
     * @throws InputException when it is larger, which is known before it is read, or was moved to storage that takes hours
     * @throws IOException when the storage does not give it now; the message says what to do
     */
    public Optional<byte[]> read(ObjectName name, long largest) throws IOException, InterruptedException {
        try {
            return Optional.of(client().getObject(
                            request -> request.bucket(name.bucket()).key(name.key()),
                            (response, bytes) -> bytes(name, largest, response, bytes)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (InvalidObjectStateException e) {
            throw new InputException(
                    "The object " + name + " was moved to storage that must restore it first; restore it, and ask"
                            + " again",
                    e);
        } catch (SdkException e) {
            if (StorageFailure.root(e) instanceof InputException tooLarge) { // The client wraps what is thrown to it.
                throw tooLarge;
            }
            throw StorageFailure.of(address, "does not give " + name, e);
        }
    }

    private static byte[] bytes(
            ObjectName name, long largest, GetObjectResponse response, AbortableInputStream stream) {
        Long length = response.contentLength();
        if (length != null && length > largest) {
            stream.abort();
            throw new InputException(
                    "The object " + name + " has " + length + " bytes, more than the " + largest + " allowed" + BOUND);
        }
        try {
            byte[] bytes = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, largest + 1));
            if (bytes.length > largest) {
                stream.abort();
                throw new InputException(
                        "The object " + name + " has more than the " + largest + " bytes allowed" + BOUND);
            }
            return bytes;
        } catch (IOException e) { // The client does not know by itself that it may be asked for again.
            throw RetryableException.create("The object broke off: " + e.getMessage(), e);
        }
    }

    /**
     * Lists what is below a place, in the order of its keys. Nothing is kept of it: there may be more than memory holds.
     *
     * @param pages told of some objects at a time; what it throws ends the listing
     * @throws IOException when the storage does not tell now; the message says what to do
     */
    public void list(ObjectName prefix, Consumer<List<StoredObject>> pages) throws IOException, InterruptedException {
        try {
            client().listObjectsV2Paginator(
                            request -> request.bucket(prefix.bucket()).prefix(prefix.key()))
                    .forEach(page -> pages.accept(page.contents().stream()
                            .map(object -> stored(prefix.bucket(), object))
                            .toList()));
        } catch (SdkException e) {
            throw StorageFailure.of(address, "does not list " + prefix, e);
        }
    }

    private static StoredObject stored(String bucket, S3Object object) {
        return new StoredObject(new ObjectName(bucket, object.key()), object.size(), object.lastModified());
    }

    private synchronized S3Client client() {
        S3Client current = client;
        if (current == null) {
            current = made();
            client = current;
        }
        return current;
    }

    private S3Client made() {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(address.region()))
                .forcePathStyle(address.pathStyle())
                .credentialsProvider(credentials())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.create(this::connection))
                .overrideConfiguration(settings -> settings.apiCallAttemptTimeout(address.patience()));
        address.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        return address.credentials()
                .<AwsCredentialsProvider>map(FileCredentials::new)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private HttpURLConnection connection(URI to) {
        try {
            HttpURLConnection connection = (HttpURLConnection) to.toURL().openConnection();
            int millis = (int) address.patience().toMillis();
            connection.setConnectTimeout(millis);
            connection.setReadTimeout(millis);
            if (connection instanceof HttpsURLConnection encrypted) {
                address.certificates().ifPresent(context -> encrypted.setSSLSocketFactory(context.getSocketFactory()));
            }
            return connection;
        } catch (IOException e) {
            throw RetryableException.create("No connection: " + e.getMessage(), e);
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return address.toString();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
