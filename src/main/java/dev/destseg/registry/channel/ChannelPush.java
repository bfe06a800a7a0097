package dev.destseg.registry.channel;

import dev.destseg.recipe.Blob;
import dev.destseg.recipe.ModelPack;
import dev.destseg.registry.oci.AnnotatedManifest;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.transfer.SignatureExchange;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import java.util.List;
import java.util.Optional;

/** Sets channels. */
public record ChannelPush(RegistryClient client) {
    /** The state that a channel has now; nothing when there is no such channel. */
    public Optional<Channel> find(Reference tag) {
        return client.findManifest(tag).map(manifest -> ChannelManifest.decode(manifest.bytes()));
    }

    /** Signs a state and only then makes it the one that boxes see. */
    public void put(Reference tag, Channel channel, SigningKey key) {
        byte[] manifest = ChannelManifest.encode(channel);
        Blob artifact = Blob.of(ModelPack.MANIFEST_TYPE, manifest);
        AnnotatedManifest.put(
                client, new Reference(tag.repository(), artifact.digest().toString()), manifest);
        SignedClaims claims = new SignedClaims(Optional.of(channel.created()), Optional.empty());
        new SignatureExchange(client, tag.repository())
                .attach(artifact, List.of(key.sign(tag.repository().toString(), artifact.digest(), claims)));
        client.putManifest(tag, ModelPack.MANIFEST_TYPE, manifest);
    }
}
