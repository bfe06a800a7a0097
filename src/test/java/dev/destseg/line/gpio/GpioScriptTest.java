package dev.destseg.line.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that speaks to the kernel, against the kernel's own description, and its clockwork. */
class GpioScriptTest {
    private static final Path SCRIPT = Path.of("src", "main", "resources", "dev", "destseg", "line", "gpio", "gpio.py");

    @TempDir
    private Path folder;

    @BeforeEach
    void requirePython() {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3")), "Not run: python3 of the system is not installed");
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.strip();
    }

    private static String python(String script) throws IOException, InterruptedException {
        return output(
                "/usr/bin/python3",
                "-c",
                "gpio = {'__name__': 'gpio'}\nexec(open('" + SCRIPT.toAbsolutePath() + "').read(), gpio)\n" + script);
    }

    @Test
    void itsStructuresAndNumbersAreThoseOfTheKernel() throws Exception {
        Path header = Path.of("/usr/include/linux/gpio.h");
        Assumptions.assumeTrue(Files.exists(header), "Not run: there is no " + header);
        Path compiler = Path.of("/usr/bin/cc");
        Assumptions.assumeTrue(Files.isExecutable(compiler), "Not run: there is no " + compiler);
        Path source = Files.writeString(
                folder.resolve("sizes.c"),
                """
                #include <linux/gpio.h>
                #include <stddef.h>
                #include <stdio.h>
                int main(void) {
                    printf("%zu %zu %zu %zu %zu %lu %lu %lu %lu %zu %zu %zu\\n", sizeof(struct gpio_v2_line_request),
                        sizeof(struct gpio_v2_line_info), sizeof(struct gpio_v2_line_event),
                        sizeof(struct gpio_v2_line_values), sizeof(struct gpiochip_info),
                        (unsigned long) GPIO_GET_CHIPINFO_IOCTL, (unsigned long) GPIO_V2_GET_LINEINFO_IOCTL,
                        (unsigned long) GPIO_V2_GET_LINE_IOCTL, (unsigned long) GPIO_V2_LINE_SET_VALUES_IOCTL,
                        offsetof(struct gpio_v2_line_request, fd), offsetof(struct gpio_v2_line_request, config),
                        offsetof(struct gpio_v2_line_event, line_seqno));
                    return 0;
                }
                """);
        Path program = folder.resolve("sizes");
        output(compiler.toString(), "-o", program.toString(), source.toString());
        String ours = python(
                """
                g = type('Names', (), gpio)
                print(g.REQUEST.size, g.LINE.size, g.EVENT.size, g.VALUES.size, g.CHIP.size, g.CHIP_INFO, g.LINE_INFO,
                      g.GET_LINE, g.SET_VALUES, g.REQUEST.size - 4, 64 * 4 + 32, gpio['struct'].calcsize('=QIII'))
                """);
        assertEquals(output(program.toString()), ours);
    }

    @Test
    void aPulseThatBeginsWithinAnotherEndsAtItsOwnEnd() throws Exception {
        String turns = python(
                """
                import heapq
                lines = object.__new__(gpio['Lines'])
                lines.due, lines.until, lines.begun = [], {}, 0
                turned = []
                lines.set = lambda line, value: turned.append(f'{line}={value}')
                lines.plan(1.0, 'a', 1.0)
                lines.plan(1.5, 'a', 1.0)
                lines.plan(2.0, 'b', 0.1)
                lines.plan(9.0, 'a', 0.5)
                while lines.due:
                    when = lines.due[0][0]
                    lines.turn(*heapq.heappop(lines.due))
                    turned.append(f'at {when:.1f}')
                print(' '.join(turned))
                """);
        // At 2.0 the first one would end.
        assertEquals("a=1 at 1.0 a=1 at 1.5 b=1 at 2.0 at 2.0 b=0 at 2.1 a=0 at 2.5 a=1 at 9.0 a=0 at 9.5", turns);
    }
}
