package dev.destseg.line.camera;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How a camera is spoken to. */
public interface CameraSettings {
    /**
     * Where it is: {@code rtsp://}, {@code rtsps://}, {@code http://} or {@code https://} for cameras of the network, {@code
     * v4l2:/dev/video0}, {@code genicam:NAME}, or {@code file:} for a video that is played again and again.
     */
    Optional<URI> url();

    /** In place of an address: a program and its arguments, which writes pixmaps to its standard output. */
    Optional<List<String>> program();

    /** A file with {@code user:password} on its first line. */
    Optional<Path> credentials();

    /** Width and height in pixels that a camera of Video4Linux or GenICam is set to, as {@code 1280x720}. */
    Optional<String> size();

    /** What a camera of Video4Linux sends, as ffmpeg names it; its own choice when absent. */
    Optional<String> format();

    /** Most pictures a second that are looked at; cameras of Video4Linux and GenICam are set to that. */
    OptionalInt rate();

    /**
     * How long a picture takes from the camera to this box. Must be given for a camera of the network whose pictures are taken at a
     * signal; nothing when absent.
     */
    Optional<Duration> delay();

    /**
     * Whether pictures of {@code rtsp://} and {@code v4l2:} that have waited on the way are known by the camera's, or the system's, own
     * clock; else they count as new when they come, as those of all others do.
     */
    @WithDefault("true")
    boolean clock();

    /** How long no picture may come before the camera is spoken to anew. */
    @WithDefault("5s")
    Duration patience();

    /** The longest pause between attempts while they fail. */
    @WithDefault("30s")
    Duration longestPause();

    /**
     * How long a camera may send the same picture, to the last bit, before it counts as frozen; when absent 300 ms for cameras
     * whose pictures always differ (Video4Linux, GenICam), and 5 s for others.
     */
    Optional<Duration> frozenAfter();
}
