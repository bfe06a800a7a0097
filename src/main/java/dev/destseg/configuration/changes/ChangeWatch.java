package dev.destseg.configuration.changes;

import dev.destseg.access.TokenStore;
import dev.destseg.configuration.EffectiveConfiguration;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalException;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has the journal hear of changes that are made beside the running appliance. Safe between threads. */
@ApplicationScoped
public class ChangeWatch {
    private static final Logger LOG = Logger.getLogger(ChangeWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final String COMMAND_LINE = "command line";
    /** Before the journal is closed. */
    private static final int EARLY = 1;

    private final Instance<Journal> journal;
    private final TokenStore tokens;
    private @Nullable TokenChanges tokenChanges;
    private @Nullable ScheduledThreadPoolExecutor timer;

    ChangeWatch(Instance<Journal> journal, TokenStore tokens) {
        this.journal = journal;
        this.tokens = tokens;
    }

    /**
     * Has written down what changed since the last time, and goes on doing so; nobody waits for it. What cannot be written is
     * logged; changed settings are then told of by the next start, which finds them different still.
     */
    public synchronized void start() {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "changes");
            thread.setDaemon(true);
            return thread;
        });
        timer.execute(this::lookAtSettings);
        timer.scheduleWithFixedDelay(this::look, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Tokens were changed through the appliance.
     *
     * @param who changed them
     */
    public void tokensChanged(String who) {
        tokenChanges().keep(who);
    }

    private synchronized TokenChanges tokenChanges() {
        if (tokenChanges == null) {
            tokenChanges = new TokenChanges(journal.get(), tokens::list, Clock.systemUTC());
        }
        return tokenChanges;
    }

    private void lookAtSettings() {
        keep("settings", () -> new SettingChanges(journal.get(), Clock.systemUTC())
                .keep(EffectiveConfiguration.settings()));
    }

    private void look() {
        keep("tokens", () -> tokenChanges().keep(COMMAND_LINE));
    }

    private static void keep(String what, Runnable changes) {
        try {
            changes.run();
        } catch (InputException | JournalException e) {
            LOG.errorf("Changes of %s could not be written down: %s", what, e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.errorf(e, "Changes of %s could not be written down", what);
        }
    }

    synchronized void close(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(EARLY) ShutdownEvent end)
            throws InterruptedException {
        if (timer != null) {
            timer.shutdown();
            timer.awaitTermination(EVERY.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
