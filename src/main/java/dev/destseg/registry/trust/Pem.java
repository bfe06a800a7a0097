package dev.destseg.registry.trust;

import dev.destseg.recipe.seal.FileGuard;
import dev.destseg.tensor.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates in PEM (RFC 7468): ECDSA on P-256 and Ed25519. */
final class Pem {
    static final String PUBLIC_KEY = "PUBLIC KEY";
    static final String PRIVATE_KEY = "PRIVATE KEY";

    private static final long MAX_BYTES = 1 << 16;
    private static final List<String> ALGORITHMS = List.of("EC", "Ed25519");
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private Pem() {}

    /** What everybody may read, but not change: a public key, or certificates. */
    static String read(Path file) {
        return read(file, FileGuard::requireUnalterable, "The file with a key or certificate");
    }

    /** What nobody else may read. */
    static String readSecret(Path file) {
        return read(file, FileGuard::requireSecret, "The private key");
    }

    @FunctionalInterface
    private interface Guard {
        void require(Path file, String what) throws IOException;
    }

    private static String read(Path file, Guard guard, String what) {
        try {
            guard.require(file, what);
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException("The file " + file + " is too large for a key or certificate");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new InputException(what + " " + file + " cannot be read: " + e, e);
        }
    }

    static String encode(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }

    /** @throws InputException when there is none of ECDSA or Ed25519 */
    static PublicKey publicKey(String pem, String name) {
        return block(pem, PUBLIC_KEY)
                .flatMap(der -> ALGORITHMS.stream()
                        .flatMap(algorithm -> publicKey(algorithm, der).stream())
                        .findFirst())
                .orElseThrow(() -> new InputException("The key " + name
                        + " is none that can be used; give a public key of ECDSA P-256 or Ed25519 in PEM"));
    }

    private static Optional<PublicKey> publicKey(String algorithm, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** @throws InputException when there is none, or it is encrypted */
    static PrivateKey privateKey(String pem, String name) {
        return block(pem, PRIVATE_KEY)
                .flatMap(der -> ALGORITHMS.stream()
                        .flatMap(algorithm -> privateKey(algorithm, der).stream())
                        .findFirst())
                .orElseThrow(
                        () -> new InputException("The key " + name + " is none that can be used; give an ECDSA P-256"
                                + " or Ed25519 key in PEM that is not encrypted, as 'destseg key create' and 'openssl genpkey'"
                                + " make it ('cosign import-key-pair' takes it too)"));
    }

    private static Optional<PrivateKey> privateKey(String algorithm, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> block(String pem, String type) {
        Matcher matcher = BLOCK.matcher(pem);
        while (matcher.find()) {
            if (matcher.group(1).equals(type)) {
                return Optional.of(Base64.getMimeDecoder().decode(matcher.group(2)));
            }
        }
        return Optional.empty();
    }

    static List<X509Certificate> certificates(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
