package dev.destseg.cli;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the certificates of a file, and in no others. */
final class TrustedCertificate {
    private TrustedCertificate() {}

    /** @throws InputException when the file of {@code --certificate} holds no certificate */
    static SSLContext context(Path file) {
        return context(file, "--certificate");
    }

    /**
     * @param option that it was named by
     * @throws InputException when the file holds no certificate
     */
    static SSLContext context(Path file, String option) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("trusted-" + number++, each);
            }
            if (number == 0) {
                throw new IOException("it has none");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new InputException(
                    file + " holds no certificate: " + e.getMessage() + ". Give one in PEM form with " + option, e);
        }
    }
}
