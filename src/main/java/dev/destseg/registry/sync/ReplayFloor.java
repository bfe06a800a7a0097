package dev.destseg.registry.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.channel.ChannelManifest;
import dev.destseg.registry.oci.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Refuses old states of a channel that are played again. The highest number that was heard is in a file of its own too, so
 * that it is still known when the file with all the rest was damaged or deleted.
 *
 * @param tag of the channel; numbers of another one do not count
 */
record ReplayFloor(Path file, Reference tag) {
    private static final Logger LOG = Logger.getLogger(ReplayFloor.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A number, and the state that had it. */
    private record Heard(long sequence, Sha256 state) {
        static Heard of(Channel channel) {
            return new Heard(channel.sequence(), Sha256.of(ChannelManifest.encode(channel)));
        }
    }

    /**
     * Remembers the number of a state.
     *
     * @param known the state that was heard before, as far as that is known elsewhere
     * @throws RegistryRefusedException when it is older than one that was heard before, or another one of the same number
     */
    void pass(Channel channel, Optional<Channel> known) {
        Heard now = Heard.of(channel);
        Optional<Heard> kept = read();
        Optional<Heard> elsewhere =
                known.filter(state -> state.name().equals(tag.target())).map(Heard::of);
        Stream.concat(kept.stream(), elsewhere.stream())
                .filter(before -> now.sequence() < before.sequence()
                        || (now.sequence() == before.sequence() && !now.equals(before)))
                .findFirst()
                .ifPresent(before -> {
                    throw new RegistryRefusedException(
                            Refusal.DOWNGRADE,
                            tag + " is at number " + now.sequence() + ", where it was at " + before.sequence()
                                    + " before: an old state is played again, or two were made at a time. Set it anew");
                });
        if (!kept.equals(Optional.of(now))) {
            write(now);
        }
    }

    /** Nothing when the file is of another channel, absent or damaged. */
    private Optional<Heard> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonFields fields = new JsonFields("", JSON.readTree(Files.readAllBytes(file)));
            Heard heard = new Heard(fields.wide("sequence"), Sha256.parse(fields.text("state")));
            return fields.text("channel").equals(tag.toString()) ? Optional.of(heard) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("%s cannot be used, and is begun anew: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    private void write(Heard heard) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("channel", tag.toString())
                .put("sequence", heard.sequence())
                .put("state", heard.state().toString());
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, Content.of(JSON.writeValueAsBytes(node)));
        } catch (IOException e) {
            throw new UncheckedIOException("The number of a channel cannot be kept in " + file + ": " + e, e);
        }
    }
}
