package dev.destseg.registry.transfer;

import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.SignatureManifest;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.Referrers;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Signatures in a registry, where cosign looks for them: by a tag, and as referrers. */
public record SignatureExchange(RegistryClient client, Repository repository) {
    /** All that are attached to an artifact; what they are worth is for the policy to say. */
    public List<Signature> fetch(Sha256 signed) {
        Reference tag = new Reference(repository, SignatureManifest.tag(signed));
        List<byte[]> manifests = new ArrayList<>();
        client.findManifest(tag).ifPresent(found -> manifests.add(found.bytes()));
        if (manifests.isEmpty()) {
            for (Sha256 referrer : new Referrers(client, repository).of(signed, SignatureManifest.ARTIFACT_TYPE)) {
                manifests.add(client.manifest(new Reference(repository, referrer.toString()))
                        .bytes());
            }
        }
        List<Signature> signatures = new ArrayList<>();
        manifests.forEach(manifest -> signatures.addAll(decode(manifest)));
        return signatures;
    }

    private List<Signature> decode(byte[] manifest) {
        try {
            return SignatureManifest.decode(manifest).stream()
                    .map(layer -> layer.with(client.blob(repository, layer.payload())))
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            throw new RegistryRefusedException(
                    Refusal.MALFORMED, "The signatures in " + repository + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Attaches signatures beside those that are there already.
     *
     * @throws RegistryRefusedException when that would be more than anybody reads; nothing has changed then
     */
    public void attach(Blob signed, List<Signature> more) {
        List<Signature> all = new ArrayList<>(fetch(signed.digest()));
        more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
        if (all.isEmpty()) {
            return;
        }
        if (all.size() > SignatureManifest.MOST) {
            throw new RegistryRefusedException(
                    Refusal.TOO_LARGE,
                    signed.digest() + " in " + repository + " would have " + all.size()
                            + " signatures, and no more than " + SignatureManifest.MOST
                            + " are read; it is signed, so push it without a key");
        }
        byte[] config = SignatureManifest.config(all);
        client.upload(repository, SignatureManifest.configBlob(all), Content.of(config));
        for (Signature signature : all) {
            client.upload(repository, SignatureManifest.payload(signature), Content.of(signature.payload()));
        }
        byte[] manifest = SignatureManifest.encode(signed, all);
        Reference tag = new Reference(repository, SignatureManifest.tag(signed.digest()));
        if (!client.putManifest(tag, ModelPack.MANIFEST_TYPE, manifest)) {
            new Referrers(client, repository)
                    .put(signed.digest(), Blob.of(ModelPack.MANIFEST_TYPE, manifest), SignatureManifest.ARTIFACT_TYPE);
        }
    }
}
