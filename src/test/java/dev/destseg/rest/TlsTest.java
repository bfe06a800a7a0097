package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Encrypted.class)
class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource(value = "/", tls = true)
    URI base;

    @ConfigProperty(name = Encrypted.STORE)
    Path store;

    @Test
    void answersOverTlsAndNotInTheClear() throws Exception {
        try (SSLSocket socket = connect()) {
            assertTrue(exchange(socket).startsWith("HTTP/1.1 200"));
        }
        assertThrows(IOException.class, () -> {
            try (Socket plain = new Socket(base.getHost(), base.getPort())) {
                String answer = exchange(plain);
                if (!answer.startsWith("HTTP/1.1 200")) {
                    throw new IOException("refused: " + answer);
                }
            }
        });
    }

    @Test
    void aRenewedCertificateIsUsedWithoutARestart() throws Exception {
        assertEquals("CN=first", certificate());

        Encrypted.makeCertificate(store, "second");

        assertTimeoutPreemptively(PATIENCE, () -> {
            while (!isShown("CN=second")) {
                Thread.sleep(100);
            }
        });
        try (SSLSocket socket = connect()) {
            assertTrue(exchange(socket).startsWith("HTTP/1.1 200"));
        }
    }

    /** Vert.x drops a connection that comes at the very moment of the change. */
    private boolean isShown(String name) throws Exception {
        try {
            return certificate().equals(name);
        } catch (SSLHandshakeException dropped) {
            return false;
        }
    }

    private String certificate() throws Exception {
        try (SSLSocket socket = connect()) {
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private SSLSocket connect() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(base.getHost(), base.getPort());
        socket.startHandshake();
        return socket;
    }

    private static String exchange(Socket socket) throws IOException {
        String request = "GET /api/v1/products HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The certificate is read, not judged. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
