package dev.destseg.line.camera;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of a camera, with the defaults of the appliance but shorter times. */
public final class TestCamera implements CameraSettings {
    private Optional<URI> url = Optional.empty();
    private Optional<List<String>> program = Optional.empty();
    private Optional<Path> credentials = Optional.empty();
    private Optional<String> size = Optional.empty();
    private Optional<String> format = Optional.empty();
    private OptionalInt rate = OptionalInt.empty();
    private Optional<Duration> frozenAfter = Optional.empty();
    private Optional<Duration> delay = Optional.empty();
    private boolean clock = true;
    private Duration patience = Duration.ofSeconds(5);

    public TestCamera url(String address) {
        url = Optional.of(URI.create(address));
        return this;
    }

    public TestCamera program(String... command) {
        program = Optional.of(List.of(command));
        return this;
    }

    /** A picture that ffmpeg makes, in real time, as its filters describe it. */
    public TestCamera pattern(String filters) {
        return program(
                "ffmpeg",
                "-loglevel",
                "error",
                "-re",
                "-f",
                "lavfi",
                "-i",
                filters,
                "-c:v",
                "ppm",
                "-f",
                "image2pipe",
                "pipe:1");
    }

    TestCamera credentials(Path file) {
        credentials = Optional.of(file);
        return this;
    }

    TestCamera size(String text) {
        size = Optional.of(text);
        return this;
    }

    TestCamera format(String name) {
        format = Optional.of(name);
        return this;
    }

    TestCamera rate(int most) {
        rate = OptionalInt.of(most);
        return this;
    }

    TestCamera frozenAfter(Duration time) {
        frozenAfter = Optional.of(time);
        return this;
    }

    TestCamera delay(Duration time) {
        delay = Optional.of(time);
        return this;
    }

    TestCamera withoutClock() {
        clock = false;
        return this;
    }

    TestCamera patience(Duration time) {
        patience = time;
        return this;
    }

    @Override
    public Optional<URI> url() {
        return url;
    }

    @Override
    public Optional<List<String>> program() {
        return program;
    }

    @Override
    public Optional<Path> credentials() {
        return credentials;
    }

    @Override
    public Optional<String> size() {
        return size;
    }

    @Override
    public Optional<String> format() {
        return format;
    }

    @Override
    public OptionalInt rate() {
        return rate;
    }

    @Override
    public Optional<Duration> delay() {
        return delay;
    }

    @Override
    public boolean clock() {
        return clock;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public Duration longestPause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Optional<Duration> frozenAfter() {
        return frozenAfter;
    }
}
