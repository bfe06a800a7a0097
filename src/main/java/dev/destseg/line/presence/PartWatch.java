package dev.destseg.line.presence;

import java.time.Duration;

/**
 * Notices parts: between two of them the place must have been seen empty. Time is told to it, in nanoseconds, by the pictures.
 * Not thread-safe.
 */
final class PartWatch {
    /** What is there counts as gone below this part of the share that it takes to be noticed. */
    private static final double GONE = 0.5;
    /** What moves changes this part of it from one picture to the next. */
    private static final double MOVED = 0.2;
    /** A part has passed the middle when it is so much farther from it than it was, in halves of the region. */
    private static final double PASSED = 0.08;
    /** How much of a difference the empty place follows with each picture. */
    private static final float FOLLOWED = 0.02f;

    private final Moment moment;
    private final double share;
    private final double contrast;
    private final long still;
    private float[] empty;
    private float[] before;
    private State state = State.EMPTY;
    private long since;
    private long stillSince;
    private double nearest;

    /**
     * @param empty the empty place, as {@link LumaGrid} sees it
     * @param share of the region that a part changes at least, above 0
     * @param contrast levels of grey from which on a cell counts as changed
     * @param still how long a part at rest does not move
     */
    PartWatch(Moment moment, float[] empty, double share, double contrast, Duration still) {
        this.moment = moment;
        this.empty = empty.clone();
        this.before = empty.clone();
        this.share = share;
        this.contrast = contrast;
        this.still = still.toNanos();
    }

    private enum State {
        EMPTY,
        THERE,
        JUDGED
    }

    /** What a picture says. */
    enum Step {
        /** Nothing to be done. */
        NONE,
        /** It is the best one of the part so far. */
        BEST,
        /** The part is to be judged by the best picture so far. */
        JUDGE,
        /** The part is to be judged by this picture. */
        JUDGE_THIS,
        /** What was there is gone, and was not judged. */
        GONE_BY
    }

    /** Nobody has looked for a while: what is there next counts as having come. */
    void beginAnew() {
        state = State.EMPTY;
    }

    Step see(float[] cells, long now) {
        double there = changed(cells, empty, contrast);
        boolean moves = changed(cells, before, contrast / 2) >= MOVED * share;
        before = cells;
        if (moves) {
            stillSince = now;
        }
        Step step = step(cells, there, now);
        if (state == State.EMPTY && !moves) {
            follow(cells);
        }
        return step;
    }

    /** How long something has been there at that time; 0 while the place is empty. */
    long there(long now) {
        return state == State.EMPTY ? 0 : now - since;
    }

    private Step step(float[] cells, double there, long now) {
        boolean gone = there < GONE * share;
        switch (state) {
            case EMPTY -> {
                if (there < share) {
                    return Step.NONE;
                }
                state = State.THERE;
                since = now;
                stillSince = now;
                nearest = distance(cells);
                return Step.BEST;
            }
            case THERE -> {
                return moment == Moment.AT_REST ? rest(gone, now) : pass(cells, gone);
            }
            case JUDGED -> {
                if (gone) {
                    state = State.EMPTY;
                }
                return Step.NONE;
            }
        }
        throw new AssertionError(state);
    }

    private Step rest(boolean gone, long now) {
        if (gone) {
            state = State.EMPTY;
            return Step.GONE_BY;
        }
        if (now - stillSince < still) {
            return Step.NONE;
        }
        state = State.JUDGED;
        return Step.JUDGE_THIS;
    }

    private Step pass(float[] cells, boolean gone) {
        if (gone) {
            state = State.EMPTY;
            return Step.JUDGE;
        }
        double distance = distance(cells);
        if (distance > nearest + PASSED) {
            state = State.JUDGED;
            return Step.JUDGE;
        }
        if (distance >= nearest) {
            return Step.NONE;
        }
        nearest = distance;
        return Step.BEST;
    }

    private static double changed(float[] cells, float[] others, double contrast) {
        int changed = 0;
        for (int i = 0; i < cells.length; i++) {
            if (Math.abs(cells[i] - others[i]) >= contrast) {
                changed++;
            }
        }
        return changed / (double) cells.length;
    }

    /** How far the middle of what is there is from that of the region, 1 being its border. */
    private double distance(float[] cells) {
        double x = 0;
        double y = 0;
        int count = 0;
        for (int i = 0; i < cells.length; i++) {
            if (Math.abs(cells[i] - empty[i]) >= contrast) {
                x += i % LumaGrid.COLUMNS;
                y += i / LumaGrid.COLUMNS;
                count++;
            }
        }
        if (count == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.hypot(2 * (x / count + 0.5) / LumaGrid.COLUMNS - 1, 2 * (y / count + 0.5) / LumaGrid.ROWS - 1);
    }

    /** Light changes slowly, and dust settles; what differs by more is something that is there. */
    private void follow(float[] cells) {
        for (int i = 0; i < cells.length; i++) {
            float difference = cells[i] - empty[i];
            if (Math.abs(difference) < contrast) {
                empty[i] += FOLLOWED * difference;
            }
        }
    }
}
