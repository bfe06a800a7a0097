package dev.destseg.cli;

import dev.destseg.network.Profile;
import picocli.CommandLine.Option;

/** Parts of the method left out, for comparison. All three together are plain student-teacher (STPM). */
public final class AblationOptions {
    @Option(names = "--no-denoising", description = "The student sees the clean image instead of the corrupted one.")
    boolean noDenoising;

    @Option(names = "--plain-encoder", description = "The student has no decoder.")
    boolean plainEncoder;

    @Option(names = "--no-segmentation", description = "No segmentation network: the DeST map gives the verdict.")
    boolean noSegmentation;

    boolean any() {
        return noDenoising || plainEncoder || noSegmentation;
    }

    Profile apply(Profile profile) {
        return profile.withEncoderDecoder(!plainEncoder).withSegmentation(!noSegmentation);
    }
}
