package dev.destseg.line.presence;

import java.util.Optional;

/**
 * What a station that runs freely notices, since the start.
 *
 * @param noticed parts that were to be judged
 * @param passedBy what was there and did not come to rest, and was not judged
 * @param lost parts that were noticed and could not be kept, since too many waited or nobody heard signals yet
 * @param present whether something is there now
 * @param problem why no part can be noticed at present
 */
public record FreeRunningState(long noticed, long passedBy, long lost, boolean present, Optional<String> problem) {}
