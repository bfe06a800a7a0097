package dev.destseg.line.bucket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** What goes wrong between the box and object storage, in words that say what to do. */
final class StorageFailure {
    private static final Set<String> ABOUT_THE_KEY = Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch");
    private static final Set<String> ABOUT_THE_REGION =
            Set.of("AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException");

    private StorageFailure() {}

    /**
     * @param what was wanted, such as "does not give s3://images/1.png"
     * @throws InterruptedException when the request was interrupted, which is no failure
     */
    static IOException of(StorageAddress address, String what, SdkException failure) throws InterruptedException {
        if (failure instanceof AbortedException || root(failure) instanceof InterruptedException) {
            Thread.interrupted(); // The client has set it; the exception says the same.
            throw new InterruptedException();
        }
        return new IOException(
                "The storage " + address + " " + what + ": " + reason(failure) + "; " + remedy(failure), failure);
    }

    /** What the storage calls the error; empty when it was not the storage that failed. */
    static String code(SdkException failure) {
        return failure instanceof AwsServiceException service ? details(service).errorCode() : "";
    }

    private static AwsErrorDetails details(AwsServiceException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String message = details == null || details.errorMessage() == null ? "" : details.errorMessage();
        return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    }

    private static String reason(SdkException failure) {
        if (failure instanceof AwsServiceException service) {
            AwsErrorDetails details = details(service);
            return "it answers " + service.statusCode() + " " + details.errorCode()
                    + (details.errorMessage().isEmpty() ? "" : " (" + details.errorMessage() + ")");
        }
        Throwable root = root(failure);
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String remedy(SdkException failure) {
        String code = code(failure);
        if (ABOUT_THE_REGION.contains(code)) {
            return "name the region that it is in";
        }
        if (ABOUT_THE_KEY.contains(code) || code.contains("Token")) {
            return "give credentials that it knows";
        }
        if (failure instanceof AwsServiceException service) {
            return service.statusCode() == 403
                    ? "let it allow these credentials to read and to list the bucket"
                    : "check the address and the bucket, and that the storage is well";
        }
        Throwable root = root(failure);
        if (root instanceof SSLException || root instanceof java.security.GeneralSecurityException) {
            return "check that it is trusted by the certificates named here, and addressed by the name in its own";
        }
        return root instanceof UnknownHostException || root instanceof ConnectException
                ? "check the address, and that the storage runs"
                : "check address, credentials and network";
    }
}
