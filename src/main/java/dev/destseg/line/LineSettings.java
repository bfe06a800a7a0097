package dev.destseg.line;

import dev.destseg.line.camera.CameraSettings;
import dev.destseg.line.presence.FreeRunningSettings;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where images come from by themselves: keys that begin with {@code destseg.line}. */
@ConfigMapping(prefix = "destseg.line")
public interface LineSettings {
    /** Watched folders, by names that people know them by. */
    Map<String, Folder> folders();

    /** Stations that take a picture when the machine says so, by their names. */
    Map<String, Station> stations();

    /** Files that are larger cannot be judged. */
    @WithDefault("50M")
    MemorySize largestFile();

    /** A station that takes pictures. */
    interface Station {
        /** Whose recipe judges; may be absent when there is one product only. */
        Optional<String> product();

        /** The camera. */
        Optional<CameraSettings> camera();

        /** In place of a camera: a folder whose images come one after the other, for trials. */
        Optional<Path> images();

        /** How old a trigger may be for a picture still to show its part; a later one gets CANNOT_JUDGE. */
        @WithDefault("500ms")
        Duration late();

        /** Where triggers come from. */
        Optional<TriggerSettings> trigger();

        /** In place of camera and triggers: the broker or cluster that images come from as messages. */
        Optional<MessageSettings> messages();

        /** In place of triggers: parts are noticed in the pictures of the camera. */
        Optional<FreeRunningSettings> freeRunning();
    }

    /** A watched folder. */
    interface Folder {
        /** Files that come to lie in it are judged; those in folders within it are not. */
        Path directory();

        /** Whose recipe judges; may be absent when there is one product only. */
        Optional<String> product();

        /** Where the images were taken, for the record and to notice a camera that sends one frame again and again. */
        Optional<String> station();

        /** Whether files that were judged are moved or kept. */
        @WithDefault("move")
        Processed processed();

        /** Where files with a verdict are moved to, on the same file system; {@code done} in the folder when absent. */
        Optional<Path> done();

        /** Where files without a verdict are moved to; {@code cannot-judge} in the folder when absent. */
        Optional<Path> aside();

        /** Whether what was found is written beside each file, under its name and {@code .json}. */
        @WithDefault("false")
        boolean results();

        /** How long a file must not have changed to count as complete. */
        @WithDefault("2s")
        Duration quiet();

        /** How often the folder is looked into when the operating system does not tell of new files. */
        @WithDefault("1s")
        Duration interval();
    }
}
