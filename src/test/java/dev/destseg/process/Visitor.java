package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Somebody who looks at the console. Whatever goes wrong in their browser is remembered. */
public final class Visitor implements AutoCloseable {
    /** Learning takes longest, for it gets what of the processor nobody else wants; no claim on speed, it ends what hangs. */
    private static final double PATIENCE_MILLISECONDS = 600_000;

    private static final double BETWEEN_LOOKS_MILLISECONDS = 50;
    private static final int QUIET_LOOKS = 4;

    private final BrowserContext context;
    private final URI base;
    private final Page page;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    /** Asked for and not there yet; what is told again and again does not count. */
    private final Set<Request> awaited = ConcurrentHashMap.newKeySet();

    Visitor(BrowserContext context, URI base) {
        this.context = context;
        this.base = base;
        this.page = context.newPage();
        context.setDefaultTimeout(PATIENCE_MILLISECONDS);
        page.onPageError(error -> wrong.add("error: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                wrong.add("console: " + message.text() + " at " + message.location());
            }
        });
        page.onRequestFinished(awaited::remove);
        page.onRequestFailed(awaited::remove);
        page.onRequest(request -> {
            if (!request.url().endsWith("/events")) {
                awaited.add(request);
            }
            if (!request.url().startsWith(base.toString()) && !request.url().startsWith("blob:" + base)) {
                wrong.add("asked another host: " + request.url());
            }
        });
    }

    public Page page() {
        return page;
    }

    /** @param place such as history?verdict=DEFECT */
    public void go(String place) {
        page.navigate("/#/" + place);
        // The page before stays until the next one is loaded.
        String name = place.split("[/?]")[0];
        page.locator("nav a[href='#/" + name + "'][aria-current=page], main.signin")
                .waitFor();
        page.locator("main h1").first().waitFor();
    }

    /** Waits until all that the page has asked for is there, and nothing more was asked for. */
    void settle() {
        int quiet = 0;
        for (int look = 0; quiet < QUIET_LOOKS; look++) {
            if (look * BETWEEN_LOOKS_MILLISECONDS > PATIENCE_MILLISECONDS) {
                throw new AssertionError(
                        "Still awaited: " + awaited.stream().map(Request::url).toList());
            }
            page.waitForTimeout(BETWEEN_LOOKS_MILLISECONDS);
            quiet = awaited.isEmpty() ? quiet + 1 : 0;
        }
    }

    void click(String name) {
        button(name).click();
    }

    /** As {@link #click}, also where the page has just covered itself by a dialog. */
    void clickBeneath(String name) {
        button(name).dispatchEvent("click");
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    void follow(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first()
                .click();
    }

    /** Waits for words to be seen. */
    public void see(String words) {
        page.getByText(words).first().waitFor();
    }

    /** The page as a screen reader is given it. */
    String heard() {
        return page.locator("body").ariaSnapshot();
    }

    /** What people with screen readers or keyboards would stumble over. */
    List<String> barriers() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml())
                                        .limit(3)
                                        .toList())
                        .toList();
    }

    /** @param expected parts of messages that belong to the test */
    void assertNothingWentWrong(String... expected) {
        List<String> left = wrong.stream()
                .filter(message -> List.of(expected).stream().noneMatch(message::contains))
                .toList();
        assertEquals(List.of(), left);
    }

    @Override
    public void close() {
        context.close();
    }
}
