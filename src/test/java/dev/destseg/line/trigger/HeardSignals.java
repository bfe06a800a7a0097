package dev.destseg.line.trigger;

import java.util.concurrent.BlockingQueue;

/**
 * Keeps signals as they come.
 *
 * @param texts of them
 */
public record HeardSignals(BlockingQueue<String> texts) implements TriggerListener {
    @Override
    public boolean hear(Trigger trigger) {
        return texts.add(trigger.toString());
    }

    @Override
    public void accept(String text) {
        texts.add(text);
    }

    @Override
    public void acceptOld(String text) {
        texts.add("old " + text);
    }
}
