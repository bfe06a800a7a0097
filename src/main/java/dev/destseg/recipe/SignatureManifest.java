package dev.destseg.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signatures of an artifact as one small artifact beside it, as cosign writes it: a layer for each payload, the signature
 * in an annotation. Found by a tag that follows from the digest, and by registries that know referrers through its subject.
 */
public final class SignatureManifest {
    public static final String ARTIFACT_TYPE = "application/vnd.dev.cosign.artifact.sig.v1+json";

    private static final String PAYLOAD_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
    private static final String CHAIN = "dev.sigstore.cosign/chain";
    /** Signatures of an artifact that are read; more are none of a plant's. */
    public static final int MOST = 32;

    private static final int MOST_PAYLOAD_BYTES = 1 << 16;

    private SignatureManifest() {}

    /** The tag under which the signatures of an artifact lie. */
    public static String tag(Sha256 signed) {
        return "sha256-" + signed.hex() + ".sig";
    }

    /** One layer: what to fetch, and what its annotations say. */
    public record Layer(Blob payload, String signature, Optional<String> certificate, Optional<String> chain) {
        /** @param bytes of the payload */
        public Signature with(byte[] bytes) {
            return new Signature(bytes, signature, certificate, chain);
        }
    }

    /** The configuration that the manifest names: that of an image which has these layers, as cosign makes it. */
    public static byte[] config(List<Signature> signatures) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("architecture", "").put("os", "").put("created", "0001-01-01T00:00:00Z");
        config.putObject("config");
        ArrayNode layers = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        signatures.forEach(one -> layers.add(Sha256.of(one.payload()).toString()));
        return CanonicalJson.encode(config);
    }

    public static Blob configBlob(List<Signature> signatures) {
        return Blob.of(CONFIG_TYPE, config(signatures));
    }

    /** @param subject the artifact that is signed */
    public static byte[] encode(Blob subject, List<Signature> signatures) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("schemaVersion", 2)
                .put("mediaType", ModelPack.MANIFEST_TYPE)
                .put("artifactType", ARTIFACT_TYPE);
        manifest.set("config", ModelPack.descriptor(configBlob(signatures)));
        ArrayNode layers = manifest.putArray("layers");
        for (Signature signature : signatures) {
            ObjectNode layer = ModelPack.descriptor(payload(signature));
            ObjectNode annotations = layer.putObject("annotations").put(SIGNATURE, signature.signature());
            signature.certificate().ifPresent(pem -> annotations.put(CERTIFICATE, pem));
            signature.chain().ifPresent(pem -> annotations.put(CHAIN, pem));
            layers.add(layer);
        }
        manifest.set("subject", ModelPack.descriptor(subject));
        return CanonicalJson.encode(manifest);
    }

    public static Blob payload(Signature signature) {
        return Blob.of(PAYLOAD_TYPE, signature.payload());
    }

    /** @throws IllegalArgumentException when this is no such manifest, or holds too many signatures or too large ones */
    public static List<Layer> decode(byte[] manifest) throws IOException {
        JsonNode layers = RecipeReader.json(manifest).path("layers");
        if (!layers.isArray() || layers.size() > MOST) {
            throw new IllegalArgumentException("there are other than up to " + MOST + " signatures");
        }
        List<Layer> decoded = new ArrayList<>();
        for (JsonNode layer : layers) {
            JsonNode annotations = layer.path("annotations");
            long size = layer.path("size").asLong(-1);
            if (size > MOST_PAYLOAD_BYTES) {
                throw new IllegalArgumentException(
                        "a signed document has " + size + " bytes; at most " + MOST_PAYLOAD_BYTES + " are read");
            }
            if (annotations.path(SIGNATURE).isTextual()) {
                decoded.add(new Layer(
                        new Blob(PAYLOAD_TYPE, Sha256.parse(layer.path("digest").asText()), size),
                        annotations.path(SIGNATURE).asText(),
                        text(annotations, CERTIFICATE),
                        text(annotations, CHAIN)));
            }
        }
        return decoded;
    }

    private static Optional<String> text(JsonNode annotations, String name) {
        return Optional.of(annotations.path(name).asText()).filter(value -> !value.isEmpty());
    }

    /** Signatures as one small file: the manifest's layers with their payloads. */
    static byte[] toFile(List<Signature> signatures) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Signature signature : signatures) {
            ObjectNode one = all.addObject()
                    .put("payload", new String(signature.payload(), StandardCharsets.UTF_8))
                    .put("signature", signature.signature());
            signature.certificate().ifPresent(pem -> one.put("certificate", pem));
            signature.chain().ifPresent(pem -> one.put("chain", pem));
        }
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.set("signatures", all);
        return CanonicalJson.encode(file);
    }

    /** @throws IllegalArgumentException when the file is damaged */
    static List<Signature> fromFile(byte[] file) throws IOException {
        JsonFields fields = new JsonFields("", RecipeReader.json(file));
        return fields.list(
                "signatures",
                one -> new Signature(
                        one.text("payload").getBytes(StandardCharsets.UTF_8),
                        one.text("signature"),
                        one.optionalText("certificate"),
                        one.optionalText("chain")));
    }
}
