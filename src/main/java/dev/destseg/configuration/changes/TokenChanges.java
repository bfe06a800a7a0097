package dev.destseg.configuration.changes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.access.Token;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.Numbered;
import dev.destseg.inspection.journal.Page;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tokens that were made and revoked, whoever did it. Safe between threads. */
final class TokenChanges {
    private static final int DIGITS = 12;

    private final Journal journal;
    private final Supplier<List<Token>> tokens;
    private final Clock clock;
    /** Beginnings of digests by name, as the journal knows them. */
    private final Map<String, String> known;

    /**
     * @param journal stays the caller's
     * @param tokens that there are now
     */
    TokenChanges(Journal journal, Supplier<List<Token>> tokens, Clock clock) {
        this.journal = journal;
        this.tokens = tokens;
        this.clock = clock;
        this.known = known(journal);
    }

    /**
     * Writes down what changed since the last call, or since the journal last heard.
     *
     * @param who changed it
     */
    synchronized void keep(String who) {
        Map<String, Token> now = tokens.get().stream()
                .collect(Collectors.toMap(Token::name, Function.identity(), (a, b) -> b, TreeMap::new));
        List.copyOf(known.keySet()).stream()
                .filter(name -> !now.containsKey(name) || !known.get(name).equals(id(now.get(name))))
                .forEach(name -> {
                    append(Event.TOKEN_REVOKED, who, details(name, known.get(name)));
                    known.remove(name);
                });
        now.values().stream().filter(token -> !known.containsKey(token.name())).forEach(token -> {
            ObjectNode details =
                    details(token.name(), id(token)).put("role", token.role().label());
            token.expires().ifPresent(time -> details.put("expires", time.toString()));
            append(Event.TOKEN_CREATED, who, details);
            known.put(token.name(), id(token));
        });
    }

    private void append(String kind, String who, ObjectNode details) {
        journal.append(new Event(clock.instant(), kind, who, details));
    }

    private static ObjectNode details(String name, String id) {
        return JsonNodeFactory.instance.objectNode().put("token", name).put("id", id);
    }

    /** Tells a token from a later one of the same name. */
    private static String id(Token token) {
        return token.digest().hex().substring(0, DIGITS);
    }

    private static Map<String, String> known(Journal journal) {
        List<Numbered<Event>> events = new ArrayList<>(all(journal, Event.TOKEN_CREATED));
        events.addAll(all(journal, Event.TOKEN_REVOKED));
        events.sort((one, other) -> one.id().text().compareTo(other.id().text()));
        Map<String, String> known = new TreeMap<>();
        for (Numbered<Event> event : events) {
            ObjectNode details = event.value().details();
            String name = details.path("token").asText();
            if (event.value().kind().equals(Event.TOKEN_CREATED)) {
                known.put(name, details.path("id").asText());
            } else {
                known.remove(name);
            }
        }
        return known;
    }

    private static List<Numbered<Event>> all(Journal journal, String kind) {
        List<Numbered<Event>> all = new ArrayList<>();
        Optional<EntryId> cursor = Optional.empty();
        do {
            Page<Numbered<Event>> page = journal.queries().events(Optional.of(kind), cursor, Page.LARGEST);
            all.addAll(page.entries());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }
}
