package dev.destseg.line.opcua;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.server.util.HostnameUtil;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.CertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.FileBasedCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.FileBasedTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.KeyStoreCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * The server's own certificate, made at the first start, and whose certificates it trusts: those in {@code trusted/certs}. One
 * that is refused lies in {@code rejected} from then on, so that a person can move it over.
 *
 * @param trust closes with the server
 */
record Certificates(CertificateManager certificates, X509Certificate own, String uri, FileBasedTrustListManager trust)
        implements AutoCloseable {
    private static final String STORE = "server.p12";
    private static final int KEY_BITS = 3072;
    private static final Period VALID = Period.ofYears(10);
    /** The file's permissions protect it; a password beside it would not. */
    private static final char[] PASSWORD = "destseg".toCharArray();

    /** @throws InputException when the directory cannot be used, or holds another's certificate */
    static Certificates in(Path directory, String host) {
        try {
            Files.createDirectories(directory, ownersAlone("rwx------"));
            Path store = directory.resolve(STORE);
            return open(directory, store, host);
        } catch (Exception e) { // As Milo declares it.
            throw new InputException(
                    "The certificates for OPC UA in " + directory + " cannot be used: " + e.getMessage()
                            + ". Run as the user who owns them, or move the folder away to have a new one made",
                    e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownersAlone(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static Certificates open(Path directory, Path store, String host) throws Exception {
        CertificateQuarantine rejected = FileBasedCertificateQuarantine.create(directory.resolve("rejected"));
        FileBasedTrustListManager trust = FileBasedTrustListManager.createAndInitialize(directory);
        KeyStoreCertificateStore keys = KeyStoreCertificateStore.createAndInitialize(
                new KeyStoreCertificateStore.Settings(store, () -> PASSWORD, alias -> PASSWORD, false));
        String uri = "urn:" + HostnameUtil.getHostname() + ":destseg-edge";
        DefaultApplicationGroup group = DefaultApplicationGroup.createAndInitialize(
                trust, keys, new SelfMade(uri, host), new DefaultServerCertificateValidator(trust, rejected));
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
        X509Certificate own = group.getCertificateChain(NodeIds.RsaSha256ApplicationCertificateType)
                .orElseThrow(() -> new IOException(store + " holds no certificate"))[0];
        // The machine may have got another name since; clients know the server by what the certificate says.
        String known = CertificateUtil.getSanUri(own).orElse(uri);
        return new Certificates(new DefaultCertificateManager(rejected, group), own, known, trust);
    }

    /** Makes a certificate of ten years that names this machine by all that it is known as. */
    private static final class SelfMade extends RsaSha256CertificateFactory {
        private final String uri;
        private final String host;

        SelfMade(String uri, String host) {
            this.uri = uri;
            this.host = host;
        }

        @Override
        protected KeyPair createRsaSha256KeyPair() {
            try {
                return SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java machine knows RSA", e);
            }
        }

        @Override
        protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) throws Exception {
            SelfSignedCertificateBuilder builder = new SelfSignedCertificateBuilder(keys)
                    .setCommonName("DeSTSeg Edge")
                    .setOrganization("DeSTSeg Edge")
                    .setApplicationUri(uri)
                    .setValidityPeriod(VALID);
            for (String name : HostnameUtil.getHostnames(host, true)) {
                if (isAddress(name)) {
                    builder.addIpAddress(name);
                } else {
                    builder.addDnsName(name);
                }
            }
            return new X509Certificate[] {builder.build()};
        }

        private static boolean isAddress(String name) throws IOException {
            return name.contains(":")
                    || Character.isDigit(name.charAt(0))
                            && InetAddress.getByName(name).getHostAddress().equals(name);
        }
    }

    @Override
    public void close() throws IOException {
        trust.close();
    }
}
