package dev.destseg.registry.trust;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;

/** A private key that signs recipes and channels. Safe between threads. */
public final class SigningKey {
    /** Kinds of keys. */
    public enum Kind {
        /** ECDSA on P-256, what cosign makes. */
        ECDSA,
        ED25519
    }

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /** @throws InputException when the file holds no key that can be used, or others than its owner may read it */
    public static SigningKey read(Path file) {
        return new SigningKey(Pem.privateKey(Pem.readSecret(file), file.toString()));
    }

    /**
     * Makes a pair of keys: the private one, which its owner alone may read, and beside it the public one.
     *
     * @throws InputException when one is there already
     */
    public static void create(Kind kind, Path privateFile, Path publicFile) {
        if (Files.exists(privateFile) || Files.exists(publicFile)) {
            throw new InputException("The key " + privateFile + " or " + publicFile
                    + " exists already and is not overwritten; give another name");
        }
        try {
            KeyPair pair = generate(kind);
            AtomicFile.write(
                    privateFile,
                    Content.of(text(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded())),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            AtomicFile.write(
                    publicFile, Content.of(text(Pem.PUBLIC_KEY, pair.getPublic().getEncoded())));
        } catch (IOException e) {
            throw new InputException("The key " + privateFile + " cannot be written: " + e, e);
        }
    }

    private static byte[] text(String type, byte[] der) {
        return Pem.encode(type, der).getBytes(StandardCharsets.US_ASCII);
    }

    private static KeyPair generate(Kind kind) {
        try {
            return switch (kind) {
                case ECDSA -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                    yield generator.generateKeyPair();
                }
                case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java makes such keys", e);
        }
    }

    /**
     * Signs an artifact as {@code cosign sign --key} does.
     *
     * @param repository that it lies in, for people
     */
    public Signature sign(String repository, Sha256 artifact, SignedClaims claims) {
        byte[] payload = SimpleSigning.encode(repository, artifact, claims);
        return new Signature(
                payload, Base64.getEncoder().encodeToString(sign(payload)), Optional.empty(), Optional.empty());
    }

    private byte[] sign(byte[] payload) {
        try {
            java.security.Signature signature = java.security.Signature.getInstance(algorithm(key.getAlgorithm()));
            signature.initSign(key);
            signature.update(payload);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new InputException("The key cannot sign: " + e.getMessage(), e);
        }
    }

    static String algorithm(String keyAlgorithm) {
        return keyAlgorithm.equals("EC") ? "SHA256withECDSA" : "Ed25519";
    }
}
