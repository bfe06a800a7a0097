package dev.destseg.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.process.Serving;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An inspection as the journal has it. */
record JournaledVerdict(String id, String verdict) {
    static List<JournaledVerdict> of(Serving box, String station) throws IOException, InterruptedException {
        String export = box.http()
                .get("/api/v1/inspections/export?format=jsonl&station=" + station)
                .text();
        List<JournaledVerdict> all = new ArrayList<>();
        for (String line : export.lines().toList()) {
            JsonNode entry = new ObjectMapper().readTree(line);
            all.add(new JournaledVerdict(
                    entry.path("id").asText(), entry.path("verdict").asText()));
        }
        return all;
    }
}
