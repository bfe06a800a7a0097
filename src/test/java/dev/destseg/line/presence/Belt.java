package dev.destseg.line.presence;

import dev.destseg.Programs;
import dev.destseg.Shared;
import dev.destseg.line.camera.TestCamera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A belt that brings real photographs into view, one after the other, at 20 pictures a second of 320 x 240 pixels: ffmpeg
 * moves them over a dark, noisy ground.
 */
final class Belt {
    /** How dark the belt is. */
    static final int GREY = 24;
    /** Pixels of a part. */
    static final int PART = 120;

    /** Comes, rests for a second in the middle, and goes. */
    static final String STOPPING = "if(lt(u,0.6), -140+400*u, if(lt(u,1.6), 100, 100+400*(u-1.6)))";
    /** Passes at an even speed. */
    static final String MOVING = "-160+200*u";

    private static final double SECONDS = 2.4;

    private Belt() {}

    /** Some photographs of magnetic tiles, which differ from one another. */
    static List<Path> photographs(int count) throws IOException {
        Path folder = Shared.require("data/magnetic-tile/train/good");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().limit(count).toList();
        }
    }

    /**
     * A camera that looks at it; once the last part has gone the belt stays empty.
     *
     * @param way where the left border of a part is, in pixels, u seconds after its time has begun
     */
    static TestCamera camera(List<Path> parts, String way) {
        Programs.require("ffmpeg");
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-loglevel", "error"));
        double all = SECONDS * parts.size() + 600;
        command.addAll(List.of("-re", "-f", "lavfi", "-i", "color=0x181818:size=320x240:rate=20:duration=" + all));
        parts.forEach(part -> command.addAll(List.of("-i", part.toString())));
        StringBuilder filters = new StringBuilder("[0:v]noise=alls=6:allf=t[v0]");
        for (int i = 0; i < parts.size(); i++) {
            String time = "(t-" + SECONDS * i + ")";
            filters.append(";[" + (i + 1) + ":v]scale=" + PART + ":" + PART + "[p" + i + "];[v" + i + "][p" + i
                    + "]overlay=y=60:x='" + way.replace("u", time) + "':enable='between(" + time + ",0," + SECONDS
                    + ")'[v" + (i + 1) + "]");
        }
        command.addAll(List.of(
                "-filter_complex",
                filters.toString(),
                "-map",
                "[v" + parts.size() + "]",
                "-c:v",
                "ppm",
                "-f",
                "image2pipe",
                "pipe:1"));
        return new TestCamera().program(command.toArray(String[]::new));
    }

    static String describe(List<Path> parts) {
        return parts.stream().map(part -> part.getFileName().toString()).collect(Collectors.joining(", "));
    }
}
