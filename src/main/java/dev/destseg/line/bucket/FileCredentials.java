package dev.destseg.line.bucket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Credentials from a file, read each time, so that they can be exchanged while the box runs. */
record FileCredentials(Path file) implements AwsCredentialsProvider {
    @Override
    public AwsCredentials resolveCredentials() {
        String line = read();
        int colon = line.indexOf(':');
        if (colon < 1 || colon == line.length() - 1) {
            throw SdkClientException.create("The first line of " + file + " is not key:secret");
        }
        return AwsBasicCredentials.create(line.substring(0, colon), line.substring(colon + 1));
    }

    private String read() {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw SdkClientException.create("The credentials " + file + " cannot be read (" + e + ")");
        }
    }
}
