package dev.destseg.registry.sync;

import dev.destseg.recipe.Sha256;
import dev.destseg.registry.channel.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a box knows of a channel.
 *
 * @param channel its last state that was verified
 * @param etag what to ask the registry with
 * @param stage how far its recipe has come
 * @param signers who has signed the channel
 * @param reason why it stands there, in words; empty when there is nothing to say
 * @param asked when the registry last answered
 * @param changed when the stage was reached
 * @param before the recipe that judged before this one
 * @param problem what went wrong at the last attempt; it will be tried again
 */
public record ChannelState(
        Optional<Channel> channel,
        Optional<String> etag,
        Stage stage,
        List<String> signers,
        String reason,
        Optional<Instant> asked,
        Optional<Instant> changed,
        Optional<Sha256> before,
        Optional<String> problem) {
    static final ChannelState NOTHING = new ChannelState(
            Optional.empty(),
            Optional.empty(),
            Stage.UNKNOWN,
            List.of(),
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public ChannelState {
        signers = List.copyOf(signers);
    }

    /** The stage, and why. */
    public String words() {
        return stage.words() + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** A recipe that judges, or is compared, goes on so when the channel names it still. */
    ChannelState heard(Channel now, Optional<String> tag, List<String> by, Instant at) {
        boolean goesOn = (stage == Stage.COMPARED || stage == Stage.WATCHED || stage == Stage.ACTIVE)
                && channel.map(Channel::recipe).equals(Optional.of(now.recipe()));
        return new ChannelState(
                Optional.of(now),
                tag,
                goesOn ? stage : Stage.FETCHING,
                by,
                "",
                Optional.of(at),
                goesOn ? changed : Optional.of(at),
                before,
                Optional.empty());
    }

    ChannelState at(Stage next, String why, Instant time) {
        return next == stage && why.equals(reason)
                ? this
                : new ChannelState(
                        channel, etag, next, signers, why, asked, Optional.of(time), before, Optional.empty());
    }

    ChannelState answered(Instant at) {
        return new ChannelState(
                channel, etag, stage, signers, reason, Optional.of(at), changed, before, Optional.empty());
    }

    ChannelState replacing(Optional<Sha256> judged) {
        return new ChannelState(channel, etag, stage, signers, reason, asked, changed, judged, problem);
    }

    ChannelState troubled(String what) {
        return new ChannelState(channel, etag, stage, signers, reason, asked, changed, before, Optional.of(what));
    }
}
