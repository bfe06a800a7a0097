package dev.destseg.line.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.line.presence.PartWatch.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of 8 x 8 cells on a place of 50 levels of grey, ten pictures a second. */
class PartWatchTest {
    private static final float GREY = 50;
    private static final long PICTURE = Duration.ofMillis(100).toNanos();
    private static final int OUTSIDE = -8;
    private static final int MIDDLE = 12;

    private long now;

    private static PartWatch watch(Moment moment) {
        return new PartWatch(moment, place(), 0.05, 12, Duration.ofMillis(300));
    }

    private static float[] place() {
        float[] cells = new float[LumaGrid.CELLS];
        Arrays.fill(cells, GREY);
        return cells;
    }

    /** @param left column that the part begins at, perhaps outside */
    private static float[] part(int left) {
        float[] cells = place();
        for (int row = 8; row < 16; row++) {
            for (int column = Math.max(0, left); column < Math.min(LumaGrid.COLUMNS, left + 8); column++) {
                cells[row * LumaGrid.COLUMNS + column] = 150;
            }
        }
        return cells;
    }

    private Step see(PartWatch watch, float[] cells) {
        now += PICTURE;
        return watch.see(cells, now);
    }

    private List<Step> see(PartWatch watch, int... lefts) {
        List<Step> steps = new ArrayList<>();
        for (int left : lefts) {
            steps.add(see(watch, part(left)));
        }
        return steps;
    }

    @Test
    void judgesAPartOnceWhenItHasComeToRest() {
        PartWatch watch = watch(Moment.AT_REST);
        assertEquals(List.of(Step.NONE, Step.NONE, Step.BEST), see(watch, OUTSIDE, -5, 0));
        assertEquals(List.of(Step.NONE, Step.NONE, Step.NONE), see(watch, 4, 8, MIDDLE));
        assertEquals(
                List.of(Step.NONE, Step.NONE, Step.JUDGE_THIS, Step.NONE, Step.NONE),
                see(watch, MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE));
        assertTrue(watch.there(now) > 0);
        assertEquals(List.of(Step.NONE, Step.NONE, Step.NONE), see(watch, 20, 28, 40));
        assertEquals(0, watch.there(now));
    }

    @Test
    void aPartThatStopsOnItsWayOutIsNotJudgedAgain() {
        PartWatch watch = watch(Moment.AT_REST);
        see(watch, MIDDLE, MIDDLE, MIDDLE, MIDDLE);
        List<Step> steps = see(watch, MIDDLE, 20, 20, 20, 20, 20, 20);
        assertTrue(steps.stream().allMatch(step -> step == Step.NONE), steps::toString);
    }

    @Test
    void theNextPartIsJudgedAfterThePlaceWasEmpty() {
        PartWatch watch = watch(Moment.AT_REST);
        int judged = 0;
        for (int i = 0; i < 5; i++) {
            List<Step> steps = see(watch, OUTSIDE, 0, MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE, 28, 40);
            judged += steps.stream().filter(step -> step == Step.JUDGE_THIS).count();
        }
        assertEquals(5, judged);
    }

    @Test
    void whatLiesThereAfterNobodyHasLookedMayBeAnotherPart() {
        PartWatch watch = watch(Moment.AT_REST);
        List<Step> rest = List.of(Step.BEST, Step.NONE, Step.NONE, Step.JUDGE_THIS, Step.NONE);
        assertEquals(rest, see(watch, MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE));
        watch.beginAnew();
        assertEquals(rest, see(watch, MIDDLE, MIDDLE, MIDDLE, MIDDLE, MIDDLE));
    }

    @Test
    void tellsOfWhatDidNotComeToRest() {
        assertEquals(
                List.of(Step.BEST, Step.NONE, Step.NONE, Step.GONE_BY), see(watch(Moment.AT_REST), 0, 10, 20, OUTSIDE));
    }

    @Test
    void judgesAPassingPartByThePictureInWhichItIsNearestToTheMiddle() {
        PartWatch watch = watch(Moment.PASSING);
        assertEquals(
                List.of(
                        Step.NONE,
                        Step.BEST,
                        Step.BEST,
                        Step.BEST,
                        Step.BEST,
                        Step.NONE,
                        Step.JUDGE,
                        Step.NONE,
                        Step.NONE),
                see(watch, -7, -2, 0, 6, MIDDLE, MIDDLE + 1, 18, 24, 40));
        assertEquals(List.of(Step.NONE, Step.BEST, Step.BEST), see(watch, OUTSIDE, 0, 6));
    }

    @Test
    void aFastPartThatIsSeenOnceIsJudgedToo() {
        assertEquals(List.of(Step.BEST, Step.JUDGE), see(watch(Moment.PASSING), 4, OUTSIDE));
    }

    @Test
    void followsLightThatChangesSlowlyAndNoticesPartsStill() {
        PartWatch watch = watch(Moment.AT_REST);
        for (int i = 0; i < 2_000; i++) {
            float[] cells = place();
            Arrays.fill(cells, GREY + i * 0.02f); // 40 levels, far more than counts as a change.
            assertEquals(Step.NONE, see(watch, cells));
        }
        float[] cells = part(MIDDLE);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Math.max(cells[i], GREY + 40);
        }
        assertEquals(Step.BEST, see(watch, cells));
    }

    @Test
    void whatIsSmallerThanAPartIsNone() {
        PartWatch watch = watch(Moment.AT_REST);
        float[] cells = place();
        Arrays.fill(cells, 0, LumaGrid.CELLS / 25, 200);
        for (int i = 0; i < 10; i++) {
            assertEquals(Step.NONE, see(watch, cells));
        }
    }
}
