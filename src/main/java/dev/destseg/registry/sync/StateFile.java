package dev.destseg.registry.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.channel.ChannelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;

/** The state of a channel in one small file that is replaced as a whole. */
record StateFile(Path file) {
    private static final Logger LOG = Logger.getLogger(StateFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was written last; nothing when there is none, or it is damaged: the registry tells it again. */
    ChannelState read() {
        if (!Files.exists(file)) {
            return ChannelState.NOTHING;
        }
        try {
            return decode(new JsonFields("", JSON.readTree(Files.readAllBytes(file))));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("%s cannot be used, and is begun anew: %s", file, e.getMessage());
            return ChannelState.NOTHING;
        }
    }

    private static ChannelState decode(JsonFields fields) {
        return new ChannelState(
                fields.optionalText("channel")
                        .map(text -> ChannelManifest.decode(text.getBytes(StandardCharsets.UTF_8))),
                fields.optionalText("etag"),
                Stage.valueOf(fields.text("stage")),
                fields.texts("signers"),
                fields.text("reason"),
                fields.optionalText("asked").map(Instant::parse),
                fields.optionalText("changed").map(Instant::parse),
                fields.optionalText("before").map(Sha256::parse),
                fields.optionalText("problem"));
    }

    void write(ChannelState state) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        state.channel().map(StateFile::text).ifPresent(text -> node.put("channel", text));
        state.etag().ifPresent(etag -> node.put("etag", etag));
        node.put("stage", state.stage().name());
        state.signers().forEach(node.putArray("signers")::add);
        node.put("reason", state.reason());
        state.asked().ifPresent(time -> node.put("asked", time.toString()));
        state.changed().ifPresent(time -> node.put("changed", time.toString()));
        state.before().ifPresent(recipe -> node.put("before", recipe.toString()));
        state.problem().ifPresent(problem -> node.put("problem", problem));
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, Content.of(JSON.writeValueAsBytes(node)));
        } catch (IOException e) {
            throw new UncheckedIOException("The state of a channel cannot be kept in " + file + ": " + e, e);
        }
    }

    private static String text(Channel channel) {
        return new String(ChannelManifest.encode(channel), StandardCharsets.UTF_8);
    }
}
