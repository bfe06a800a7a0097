package dev.destseg.cli;

import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.oci.Reference;

/** A channel for people. */
final class ChannelText {
    private ChannelText() {}

    static String of(Reference tag, Channel channel) {
        return tag + " number " + channel.sequence() + ": " + channel.product() + " by " + channel.recipe()
                + " (version "
                + channel.version() + ") on " + channel.percentage() + " % of the boxes, seed '" + channel.seed() + "'"
                + (channel.downgrade() ? ", also where a newer version judges" : "")
                + channel.minimum()
                        .map(version -> ", from appliance " + version + " on")
                        .orElse("")
                + (channel.platforms().isEmpty() ? "" : ", for " + String.join(", ", channel.platforms())) + ", set "
                + channel.created();
    }
}
