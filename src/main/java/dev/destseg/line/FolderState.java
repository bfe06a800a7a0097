package dev.destseg.line;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a watched folder is doing.
 *
 * @param name of the folder
 * @param directory that is watched
 * @param judged files since the start
 * @param waiting complete files that were found at the last look and are not judged yet
 * @param problem why files are not judged at present
 */
public record FolderState(String name, Path directory, long judged, int waiting, Optional<String> problem) {}
