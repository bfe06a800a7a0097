package dev.destseg.inspection.journal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes inspections out, newest first, however many there are. */
public final class InspectionExport {
    private final JournalQueries queries;
    private final InspectionFilter filter;
    private final ExportFormat format;

    public InspectionExport(JournalQueries queries, InspectionFilter filter, ExportFormat format) {
        this.queries = queries;
        this.filter = filter;
        this.format = format;
    }

    /**
     * Writes UTF-8; flushes the stream and leaves it open.
     *
     * @throws IOException when the stream does not take it
     * @throws JournalException when the journal cannot be read
     */
    public void writeTo(OutputStream output) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        try {
            writer.write(format.header());
            queries.forEach(filter, entry -> write(writer, format.line(entry)));
            writer.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Writer writer, String line) {
        try {
            writer.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
