package dev.destseg.line.camera;

import dev.destseg.line.output.ShownAddress;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program that speaks to a camera.
 *
 * @param command program and arguments, which everybody on the machine can read
 * @param input what it is told by its standard input
 * @param secrets texts that nobody is shown
 * @param tellsTimes whether it says for each picture, in a line of its standard error that {@link #time} reads, what the camera's clock said
 */
record CameraProgram(List<String> command, String input, List<String> secrets, boolean tellsTimes) {
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}");
    private static final Pattern FORMAT = Pattern.compile("[a-z0-9_]{1,20}");
    /** As ffmpeg prints a value of an expression, with or without what printed it. */
    private static final Pattern TIME = Pattern.compile("(?:\\[[^]]* @ [^]]*] )?(-?[0-9]+\\.[0-9]+|-?nan)");

    private static final Duration NOISY = Duration.ofMillis(300);
    private static final Set<String> NETWORK = Set.of("rtsp", "rtsps", "http", "https");
    private static final Duration CODED = Duration.ofSeconds(5);
    private static final String HIDDEN = "***";
    private static final long MICROSECONDS = 1_000;
    private static final String GENICAM = "genicam.py";
    /** A name that stands for the first camera that is found. */
    private static final String ANY = "any";

    CameraProgram {
        command = List.copyOf(command);
        secrets = List.copyOf(secrets);
    }

    /** @throws InputException for settings that cannot be used */
    static CameraProgram of(CameraSettings settings) {
        if (settings.url().isPresent() == settings.program().isPresent()) {
            throw new InputException("A camera has an address or a program; give either url, such as"
                    + " rtsp://camera.plant.example/stream or v4l2:/dev/video0, or program");
        }
        if (delay(settings).isNegative()) {
            throw new InputException("A picture cannot come before it was taken, "
                    + delay(settings).toMillis()
                    + " ms; give a delay of 0 or more, or a part may get the picture of the one before (delay)");
        }
        if (settings.program().isPresent()) {
            return new CameraProgram(settings.program().get(), "", List.of(), false);
        }
        URI url = settings.url().get();
        if (url.getRawUserInfo() != null) {
            throw new InputException("The address of the camera " + url.getHost()
                    + " has a user in it; put user:password into a file, and name that (credentials)");
        }
        return switch (String.valueOf(url.getScheme())) {
            case "rtsp", "rtsps" -> network(url, settings, settings.clock());
            case "http", "https" -> network(url, settings, false); // Motion JPEG has no times.
            case "v4l2" -> ffmpeg(settings, video4Linux(url, settings), "", List.of(), settings.clock());
            case "file" ->
                ffmpeg(settings, List.of("-re", "-stream_loop", "-1", "-i", video(url)), "", List.of(), false);
            case "genicam" -> genicam(url, settings);
            default ->
                throw new InputException(
                        "The address " + url + " is of no camera that is known here; give one that begins"
                                + " with rtsp://, rtsps://, http://, https://, v4l2:, genicam: or file:");
        };
    }

    /** How long a picture takes from the camera to this box. */
    static Duration delay(CameraSettings settings) {
        return settings.delay().orElse(Duration.ZERO);
    }

    /** Whether pictures take a while to come, and how long depends on the camera and the network. */
    static boolean isOfNetwork(CameraSettings settings) {
        return settings.url().map(URI::getScheme).filter(NETWORK::contains).isPresent();
    }

    /** What the camera's clock said of the next picture, in seconds, where a line of standard error is about that. */
    OptionalDouble time(String line) {
        Matcher matcher = TIME.matcher(line);
        if (!tellsTimes || !matcher.matches()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(matcher.group(1).endsWith("nan") ? Double.NaN : Double.parseDouble(matcher.group(1)));
    }

    /** The address that people are shown, without passwords. */
    static String address(CameraSettings settings) {
        return settings.url()
                .map(ShownAddress::of)
                .orElseGet(() -> settings.program().orElseThrow().get(0));
    }

    /** How long equal pictures may come: a sensor's noise makes each differ, but codecs leave noise out for seconds. */
    static Duration frozenAfter(CameraSettings settings) {
        boolean noisy = settings.url()
                .map(URI::getScheme)
                .filter(Set.of("v4l2", "genicam")::contains)
                .isPresent();
        return settings.frozenAfter().orElse(noisy ? NOISY : CODED);
    }

    /** A text of the program as people may see it. */
    String shown(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, HIDDEN);
        }
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    private static CameraProgram network(URI url, CameraSettings settings, boolean tellsTimes) {
        if (url.getHost() == null) {
            throw new InputException("The address " + url + " of a camera has no host; give one such as"
                    + " rtsp://camera.plant.example/stream");
        }
        List<String> secrets = new ArrayList<>();
        String address = settings.credentials()
                .map(CameraProgram::firstLine)
                .map(line -> withUser(url, line, secrets))
                .orElse(url.toString());
        StringBuilder list = new StringBuilder("ffconcat version 1.0\nfile '" + address.replace("'", "'\\''") + "'\n");
        list.append("option analyzeduration ").append(500_000).append('\n');
        if (url.getScheme().startsWith("rtsp")) {
            // Over UDP what is lost makes pictures that nobody took.
            list.append("option rtsp_transport tcp\noption timeout ")
                    .append(settings.patience().toMillis() * MICROSECONDS)
                    .append('\n');
        }
        return ffmpeg(
                settings,
                List.of(
                        "-fflags",
                        "nobuffer",
                        "-flags",
                        "low_delay",
                        // Decoding several pictures side by side, as it would otherwise, makes each late.
                        "-thread_type",
                        "slice",
                        "-protocol_whitelist",
                        "pipe,rtsp,rtsps,rtp,udp,tcp,tls,http,https,httpproxy,crypto",
                        "-f",
                        "concat",
                        "-safe",
                        "0",
                        "-i",
                        "pipe:0"),
                list.toString(),
                secrets,
                tellsTimes);
    }

    private static String withUser(URI url, String credentials, List<String> secrets) {
        int colon = credentials.indexOf(':');
        if (colon < 1 || colon == credentials.length() - 1) {
            throw new InputException(
                    "The credentials of the camera " + url.getHost() + " are not of the form user:password");
        }
        String password = credentials.substring(colon + 1);
        String encoded = encoded(password);
        secrets.add(encoded);
        secrets.add(password);
        String scheme = url.getScheme() + "://";
        return scheme + encoded(credentials.substring(0, colon)) + ":" + encoded + "@"
                + url.toString().substring(scheme.length());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new InputException("The credentials " + file + " cannot be read: " + e, e);
        }
    }

    private static List<String> video4Linux(URI url, CameraSettings settings) {
        List<String> options = new ArrayList<>(List.of("-f", "v4l2"));
        settings.rate().ifPresent(rate -> options.addAll(List.of("-framerate", Integer.toString(rate))));
        settings.size().ifPresent(size -> options.addAll(List.of("-video_size", requireSize(size))));
        settings.format().ifPresent(format -> options.addAll(List.of("-input_format", requireFormat(format))));
        options.addAll(List.of("-i", url.getPath() == null ? url.getSchemeSpecificPart() : url.getPath()));
        return options;
    }

    private static String requireSize(String size) {
        if (!SIZE.matcher(size).matches()) {
            throw new InputException("'" + size + "' is no size of pictures; give one such as 1280x720");
        }
        return size;
    }

    private static String requireFormat(String format) {
        if (!FORMAT.matcher(format).matches()) {
            throw new InputException("'" + format + "' is no format of Video4Linux; give one such as mjpeg, which"
                    + " 'v4l2-ctl --list-formats-ext' and ffmpeg tell");
        }
        return format;
    }

    private static String video(URI url) {
        Path file = Path.of(url.getPath());
        if (!Files.isReadable(file)) {
            throw new InputException("The video " + file + " cannot be read; check path and permissions");
        }
        return file.toString();
    }

    private static CameraProgram ffmpeg(
            CameraSettings settings, List<String> source, String input, List<String> secrets, boolean tellsTimes) {
        List<String> command =
                new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostats", "-loglevel", "repeat+error"));
        command.addAll(source);
        command.addAll(List.of("-map", "0:v:0", "-an", "-sn", "-dn"));
        if (settings.rate().isPresent() || tellsTimes) {
            String taken = settings.rate().isPresent() ? atMost(settings.rate().getAsInt()) : "1";
            command.addAll(List.of("-vf", "select='" + (tellsTimes ? told(taken) : taken) + "'"));
        }
        command.addAll(List.of("-fps_mode", "passthrough", "-pix_fmt", "rgb24", "-c:v", "ppm", "-f", "image2pipe"));
        // Each picture at once.
        command.addAll(List.of("-flush_packets", "1", "pipe:1"));
        return new CameraProgram(command, input, secrets, tellsTimes);
    }

    /** Passes over pictures that come too soon; unlike the filter made for that it need not wait for the next one. */
    private static String atMost(int rate) {
        if (rate < 1) {
            throw new InputException("A camera has a rate of 1 picture a second or more, not " + rate);
        }
        return "isnan(prev_selected_t)+gte(t-prev_selected_t," + 0.95 / rate + ")";
    }

    /** Prints the times of those that are taken, as an error is (16), for nothing else is printed. */
    private static String told(String taken) {
        return "if(" + taken + ",1+0*print(t,16),0)";
    }

    /** Python of the system, which is the one that packages of the system install for. */
    private static CameraProgram genicam(URI url, CameraSettings settings) {
        String[] size =
                settings.size().map(CameraProgram::requireSize).orElse("0x0").split("x");
        String name = url.getSchemeSpecificPart();
        String rate = Integer.toString(settings.rate().orElse(0));
        return new CameraProgram(
                List.of("/usr/bin/python3", "-", name.equals(ANY) ? "" : name, size[0], size[1], rate),
                genicamScript(),
                List.of(),
                false);
    }

    private static String genicamScript() {
        try (InputStream script = CameraProgram.class.getResourceAsStream(GENICAM)) {
            return new String(Objects.requireNonNull(script, GENICAM).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
